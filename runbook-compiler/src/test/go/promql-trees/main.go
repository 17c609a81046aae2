// promql-trees prints the trees that Prometheus' own parser reads, one JSON object a line, for expressions given as one
// JSON string a line. Places count UTF-16 units, as Java does.
//
// With the argument "functions" it prints the table of functions; with "classes" the names of Unicode classes.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"sort"
	"strconv"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/promql/parser/posrange"
)

type object map[string]any

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	if len(os.Args) > 1 {
		print := map[string]func(*json.Encoder){"functions": functions, "classes": classes}[os.Args[1]]
		print(json.NewEncoder(out))
		return
	}
	in := bufio.NewReader(os.Stdin)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	pql := parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})
	for {
		line, err := in.ReadBytes('\n')
		if len(line) == 0 && err != nil {
			return
		}
		var text string
		if err := json.Unmarshal(line, &text); err != nil {
			panic(err)
		}
		if err := encoder.Encode(answer(pql, text)); err != nil {
			panic(err)
		}
	}
}

func answer(pql parser.Parser, text string) object {
	expr, err := pql.ParseExpr(text)
	places := units(text)
	if err == nil {
		return object{"tree": tree{places}.node(expr)}
	}
	refusal := object{"message": err.Error()}
	var errs parser.ParseErrors
	if errors.As(err, &errs) && len(errs) > 0 {
		refusal["message"] = errs[0].Err.Error()
		refusal["start"] = int(errs[0].PositionRange.Start)
	}
	return refusal
}

// units maps offsets in bytes to offsets in UTF-16 units.
func units(text string) []int {
	places := make([]int, len(text)+1)
	at := 0
	for i, r := range text {
		places[i] = at
		at += utf16.RuneLen(r)
	}
	places[len(text)] = at
	return places
}

type tree struct{ places []int }

func (t tree) node(expr parser.Expr) object {
	o := t.shape(expr)
	r := expr.PositionRange()
	o["start"], o["end"] = t.place(r.Start), t.place(r.End)
	return o
}

func (t tree) place(pos posrange.Pos) int {
	if pos < 0 || int(pos) >= len(t.places) {
		return -1
	}
	return t.places[pos]
}

func (t tree) shape(expr parser.Expr) object {
	switch e := expr.(type) {
	case *parser.AggregateExpr:
		o := object{"is": "aggregate", "operator": e.Op.String(), "labels": texts(e.Grouping), "without": e.Without, "expr": t.node(e.Expr)}
		if e.Param != nil {
			o["parameter"] = t.node(e.Param)
		}
		return o
	case *parser.BinaryExpr:
		o := object{"is": "binary", "operator": e.Op.String(), "left": t.node(e.LHS), "right": t.node(e.RHS), "bool": e.ReturnBool}
		if m := e.VectorMatching; m != nil {
			o["matching"] = object{
				"cardinality": m.Card.String(), "on": m.On, "labels": texts(m.MatchingLabels), "include": texts(m.Include),
				"fillLeft": fill(m.FillValues.LHS), "fillRight": fill(m.FillValues.RHS),
			}
		}
		return o
	case *parser.Call:
		arguments := make([]object, 0, len(e.Args))
		for _, argument := range e.Args {
			arguments = append(arguments, t.node(argument))
		}
		return object{"is": "call", "function": e.Func.Name, "arguments": arguments}
	case *parser.MatrixSelector:
		return object{"is": "matrix", "selector": t.node(e.VectorSelector), "window": duration(e.Range, e.RangeExpr)}
	case *parser.SubqueryExpr:
		return object{
			"is": "subquery", "expr": t.node(e.Expr), "window": duration(e.Range, e.RangeExpr), "step": duration(e.Step, e.StepExpr),
			"offset": duration(e.OriginalOffset, e.OriginalOffsetExpr), "at": at(e.Timestamp, e.StartOrEnd),
		}
	case *parser.NumberLiteral:
		return object{"is": "number", "value": number(e.Val), "duration": e.Duration}
	case *parser.ParenExpr:
		return object{"is": "paren", "expr": t.node(e.Expr)}
	case *parser.StringLiteral:
		return object{"is": "string", "value": e.Val}
	case *parser.UnaryExpr:
		return object{"is": "unary", "sign": e.Op.String(), "expr": t.node(e.Expr)}
	case *parser.VectorSelector:
		return object{
			"is": "vector", "name": e.Name, "matchers": matchers(e.LabelMatchers),
			"offset": duration(e.OriginalOffset, e.OriginalOffsetExpr), "at": at(e.Timestamp, e.StartOrEnd),
			"anchored": e.Anchored, "smoothed": e.Smoothed,
		}
	}
	panic(fmt.Sprintf("%T", expr))
}

func matchers(all []*labels.Matcher) [][]string {
	list := make([][]string, 0, len(all))
	for _, m := range all {
		list = append(list, []string{m.Name, m.Type.String(), m.Value})
	}
	return list
}

func at(timestamp *int64, preprocessor parser.ItemType) string {
	switch {
	case timestamp != nil:
		return strconv.FormatInt(*timestamp, 10)
	case preprocessor != 0:
		return preprocessor.String()
	}
	return ""
}

func duration(literal time.Duration, expr *parser.DurationExpr) any {
	if expr != nil {
		return durationExpr(expr)
	}
	return strconv.FormatInt(int64(literal), 10)
}

func durationExpr(expr parser.Expr) object {
	switch e := expr.(type) {
	case *parser.NumberLiteral:
		return object{"seconds": number(e.Val)}
	case *parser.DurationExpr:
		o := object{"operator": e.Op.String(), "wrapped": e.Wrapped}
		if e.LHS != nil {
			o["left"] = durationExpr(e.LHS)
		}
		if e.RHS != nil {
			o["right"] = durationExpr(e.RHS)
		}
		return o
	}
	panic(fmt.Sprintf("%T", expr))
}

func fill(value *float64) string {
	if value == nil {
		return ""
	}
	return number(*value)
}

// number names the bits, so that -0 is not 0.
func number(value float64) string {
	if math.IsNaN(value) {
		return "NaN"
	}
	return strconv.FormatUint(math.Float64bits(value), 16)
}

func texts(list []string) []string {
	return append([]string{}, list...)
}

func functions(out *json.Encoder) {
	for _, f := range parser.Functions {
		types := make([]string, 0, len(f.ArgTypes))
		for _, t := range f.ArgTypes {
			types = append(types, string(t))
		}
		if err := out.Encode(object{"name": f.Name, "parameters": types, "optional": f.Variadic, "returns": string(f.ReturnType), "experimental": f.Experimental}); err != nil {
			panic(err)
		}
	}
}

func classes(out *json.Encoder) {
	names := []string{"Any"}
	for name := range unicode.Categories {
		names = append(names, name)
	}
	for name := range unicode.Scripts {
		names = append(names, name)
	}
	sort.Strings(names)
	if err := out.Encode(names); err != nil {
		panic(err)
	}
}
