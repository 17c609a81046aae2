package dev.runproof.compiler.shell;

import java.util.List;

/** Fragments of shell, as people write and mistype them. What Bash says of each was tried with Bash 5.2. */
final class Fragments {

    private Fragments() {}

    /** What Bash reads. A backslash and an n stand for a line break, with a t for a tab. */
    static final List<String> VALID = List.of(
            "", "# only a comment", "a", "a b c", "a;", "a &", "a & b", "a; b; c", "a && b || c", "a &&\\nb", "a && # c\\nb", "a ||\\n\\n# c\\nb",
            "a | b |\\nc", "a |& b", "! a", "! ! a", "!", "time", "time a | b", "time -p a", "time ! a", "a || ! b",
            "a \\\\\\n  b", "a\\\\\\nb", "echo a\\\\", "a #b", "a#b c", "echo \\\\#", "echo \\\\'", "echo \\\\\"",
            "echo 'a b'", "echo 'a\\nb'", "echo \"a'b\"", "echo 'a\"b'", "echo \"a\\\\\"b\"", "echo \"$a\" '$b'", "echo \"$(a \"b c\" 'd)')\"",
            "echo $'it\\\\'s'", "echo $\"a b\"", "echo \"`a`\"", "echo `a`", "echo `if`", "echo `a \\\\` b`", "echo '`'", "echo $",
            "echo $a$b ${c}", "echo ${a:-b}", "echo ${a:-'}'}", "echo ${a:-\"}\"}", "echo ${a#*/} ${b%%.*} ${c/x/y}", "echo ${a:-${b:-c}}",
            "echo \"${a:?set it first}\"", "echo \"${a[@]}\" ${#a[@]} ${!a}", "echo ${a//\\\\//_}", "echo ${a:1:2}", "echo ${a}}",
            "echo $(a)", "echo $(a; b)", "echo $(a\\nb\\n)", "echo $(a | b $(c))", "echo $( (a) )", "echo $()", "echo $(# c\\na)",
            "echo $((1+2))", "echo $(( (1+2)*3 ))", "echo $((a<<2))", "echo \"$((1 + 2))\"", "echo $((echo a); (echo b))", "echo $[1+2]",
            "((a++))", "((a < b)) && c", "(( (a) ))", "((a) | b)", "( (a); b )", "(a)", "(a; b) > x", "(a\\nb\\n)", "(a) | (b)",
            "{ a; }", "{ a; } > x 2>&1", "{ a\\n}", "{ a & }", "{ { a; } }", "{a,b}", "echo {a,b} {1..3}", "echo }", "echo { a", "a}", "{a",
            "if a; then b; fi", "if a\\nthen b\\nfi", "if a; then b; else c; fi", "if a; then b; elif c; then d; else e; fi", "if ! a; then b; fi",
            "if (a) then b; fi", "if [[ a ]] then b; fi", "if a; then b; fi > x", "if a; then if b; then c; fi; fi", "if a; then if b; then c; fi fi",
            "if a; then # c\\nb\\nfi", "echo if then fi", "a=1 if", ">f if", "if a && b; c; then d; fi", "if a; then b; fi | c && d", "\\\\if",
            "while a; do b; done", "while a\\ndo b\\ndone", "until a; do b; done", "while read -r a; do b \"$a\"; done < x", "while a; do for i in b; do c; done done",
            "while :; do a; sleep 1; done &", "a | while read b; do c; done", "while (a) do b; done",
            "for i in a b c; do d; done", "for i in a b\\ndo c; done", "for i; do a; done", "for i do a; done", "for i\\ndo a; done", "for i in; do a; done",
            "for i in $(a); do b; done", "for i in a; { b; }", "for ((i=0;i<3;i++)); do a; done", "for ((;;)) { a; }", "for i\\nin a b; do c; done",
            "for i in a; do b; done; for j in c; do d; done", "for do in a; do b; done", "for i in do; do a; done", "select i in a b; do c; done",
            "for i in a # c\\ndo b; done", "for i in {1..3}; do a \"$i\"; done", "for i in a b; do\\n  c\\ndone | d",
            "case a in b) c;; esac", "case a in esac", "case a in b) ;; c) d; esac", "case a in (b) c;; (d|e) f;; *) g;; esac", "case a\\nin\\nb)\\nc\\n;;\\nesac",
            "case $a in [Yy]*) b;; \"x y\") c;; esac", "case a in b) c;& d) e;;& f) g; esac", "case a in b) if c; then d; fi;; esac", "case a in b) c\\nesac",
            "echo $(case a in b) c;; esac)", "case a in\\n# c\\nb) d;;\\n\\nesac", "case a in b | c ) d ;; esac", "case in in in) a;; esac", "case a in b) { c; } ;; esac",
            "f() { a; }", "f () { a; }", "f ( ) { a; }", "f()\\n{\\na\\n}", "f() (a)", "f() { a; } > x", "f() [[ a ]]", "f() ((1))", "f() if a; then b; fi",
            "function f { a; }", "function f() { a; }", "function f\\n{ a; }", "f() { local a=1; b; }; f", "f-g() { a; }",
            "[[ a == b ]]", "[[ a =~ ^(b|c)$ ]]", "[[ ( a && b ) || ! c ]]", "[[ a < b ]]", "[[ -f a &&\\n-f b ]]", "[[ $a =~ [[:space:]] ]]", "[[ a == \"]]\" ]]", "[[ -n $a ]] && b",
            "[ a = b ]", "[ -n \"$a\" ] && b", "test a \\\\> b", "[ a ] || { b; }",
            "a=b", "a=b c=d e", "a=", "a=(b c)", "a+=(b)", "a=()", "a=(\\nb # c\\nd\\n)", "a=([b]=c [d]=e)", "declare -A a=([b]=c)", "a[0]=b", "a[1 + 2]=b", "a=(b) c",
            "local a=(b)", "a=$(b)", "a=\"b c\"", "a='b' c", "a=b=c", "readonly a=(b c)", "a=(\"b c\" 'd' $(e))", "export A=1 B=2",
            "a > b", "a >b 2>&1", "a >>b", "a 2>/dev/null", "a &> b", "a &>> b", "a >| b", "a <> b", "a < b > c", "a <<< b", "a <<< \"b c\"", "a <<<b",
            "a 2>&1 | b", "a >&2", "a >&-", "a <&3", "> a", "2> a b", "{fd}> a", "a 3<b", "exec 3<>a", "a > \"b c\"", "a >$(b)", "a > b | c", "a>b;c", "a 1>&2 b",
            "a <(b)", "a <(b) >(c)", "a > >(b)", "a < <(b)", "a --header @<(b 'c')", "diff <(a | b) <(c)", "while a; do b; done < <(c)",
            "a <<E\\nb\\nE", "a <<E\\nb\\nE\\nc", "a <<'E'\\n$(\\nE", "a <<\"E\"\\n`\\nE", "a <<\\\\E\\n'\\nE", "a <<-E\\n\\tb\\n\\tE", "a <<E <<F\\nb\\nE\\nc\\nF", "a <<E | b\\nc\\nE",
            "a <<E && b\\nc\\nE", "$(a <<E\\nb\\nE\\n)", "a <<E\\nif then ) '\\nE", "if a <<E\\nb\\nE\\nthen c; fi", "(a <<E\\nb\\nE\\n)", "a <<E > b\\nc\\nE", "a <<E # c\\nb\\nE", "a <<'E F'\\nb\\nE F",
            "a << E\\nb\\nE", "a <<E\\n\\nE", "cat <<EOF | kubectl apply -f -\\nkind: Pod\\nEOF",
            "coproc a", "coproc f { a; }", "coproc { a; }", "coproc a b", "trap 'a' EXIT", "set -- a b", "eval \"a\"", "a -- b", "a -b --c=d", "a @b %c ^d", "a [b] ?c *d", "a ~/b",
            "kubectl get pods -o jsonpath='{.items[*].metadata.name}'", "kubectl get pods -o custom-columns=A:.b,C:.d | grep -v e", "jq '.[] | select(.a == \"b\")' c.json",
            "awk '{ print $1 }' a", "sed -e 's/a/b/' -e \"s/c/d/\"", "find . -name '*.a' -exec b {} \\\\;", "find . \\\\( -name a -o -name b \\\\)", "curl -s \"https://a/b?c=d&e=f\"",
            "curl https://a/b?c=d", "ssh a 'b; c'", "a $(b) `c` \"$d\"", "a \"$(b \"$(c \"d\")\")\"", "a '{\"b\": \"c\"}'", "a {\\\"b\\\":1}", "xargs -I{} a {}", "a | tee b >/dev/null", "a||b", "a&&b", "a|b", "a;b", "a&b",
            "a\\n\\n\\nb", "  a\\n\\tb", "a=1; b=$a; echo \"$b\"", "a \"b\\nc\"", "a \"b'c\" 'd\"e'", "a \\\\\\n| b", "a | # c\\nb", "a # it's fine\\nb", "# it's (fine\\na", "a=1 # )\\nb");

    /** What Bash does not read. */
    static final List<String> INVALID = List.of(
            "echo 'a", "echo \"a", "echo it's", "echo `a", "echo \"`a\"", "echo $'a", "echo \"a'", "echo 'a\"", "a \"b\\nc", "a 'b\\nc\\n", "echo \"${a\"", "echo \"$(a\"", "echo don't do this",
            "echo ${a", "echo ${a:-'b}", "echo $(a", "echo $(a; b", "echo $((1+2)", "echo $(if)", "echo $(a))", "echo $(a;;)", "echo $(a |)", "echo $(then)",
            "a |", "| a", "a | | b", "a &&", "&& a", "a ||", "a && || b", "a || || b", "a ;; b", "; a", "a ; ; b", "a & ; b", "a & & b", "a |\\n", "a && # b", "a | ; b", "a\\n;b", "a & | b", "&",
            "a | ! b", "(", ")", "a )", "(a", "(a))", "()", "( )", "(a) b", "(a) (b)", "a (b)", "a(b)", "echo a(b)", "echo a (b) c", "a ( b", "f() a", "f() g() { a; }", "function f() a", "function", "f(", "f( {", "f() {", "f() { a", "f()",
            "{ a }", "{ a; ", "{ }", "{a;}", "{ a; } b", "}", "a; }", "{ ; }", "{ a; } }", "{ a; } { b; }",
            "if", "if a", "if a; then", "if a; then b", "if a; then b; else", "if a; then b; else fi", "if a then b; fi", "if a; b; fi", "if a; then fi", "if ; then a; fi", "if a; then; b; fi", "if a; then b; fi; fi", "if a; then b; done",
            "if a; then b; fi c", "if a; then b; else c; else d; fi", "if a; then b; elif c; d; fi", "if a; then b; elif; then c; fi", "then a", "fi", "else a", "elif a", "if a; do b; done", "if [ a; then b", "if a; then b; }", "if a; then b; fi )",
            "if (a; then b; fi", "if { a; then b; fi",
            "while", "while a", "while a; do", "while a; do b", "while a; b; done", "while a; do done", "while a do b; done", "while ; do a; done", "while a; do b; fi", "do a; done", "done", "while a; do b; done done", "while a; then b; done", "until a; do b",
            "for", "for i", "for i in", "for i in a", "for i in a; do", "for i in a; do b", "for i in a do b; done", "for i in a; b; done", "for i in a; do done", "for i in a; do; b; done", "for i in a (b); do c; done", "for ((i=0; do a; done", "for i a; do b; done", "for ; do a; done",
            "for i in a; do b; fi", "for i in a & do b; done", "for i in a | do b; done",
            "case", "case a", "case a in", "case a in b", "case a in b)", "case a in b) c;;", "case a in b) c; d) e;; esac", "case a b) c;; esac", "case a in b c) d;; esac", "case a in ) b;; esac", "case a in b) c;; fi", "esac", "case a in b|) c;; esac", "case a; in b) c;; esac",
            "case a in b) c;;; esac", "case in", "case a in b) if c; esac", "case a in b) c fi ;; d",
            "[[ a", "[[ a == b ] && c", "[[ -f a; then", "]]", "[[ -f a ]] b", "in", "if [[ a; then b; fi",
            "a=(b", "a=(b; c)", "a= (b)", "a=(b | c)", "a=(b))", "a=(b & c)", "a=(b (c))", "a >", "a > | b", "a >;", "a < < b", "a > (b)", "a 2>", "a >> ", "a <<< ", "> ; a", "a &>", "a > && b", "a <<", "a <&", "a > )", "< <a", "a >\\nb", "a < ; b",
            "a <(b", "a >(b", "a <(b | )", "a < <(b", "a <()b)",
            "while a; do if b; then c; done; fi", "if a; then (b; fi)", "{ (a; })", "( { a; ) }", "for i in a; do { b; done }", "f() { if a; then b; }", "case a in b) (c;; esac", "a; if b; then c; fi; d; fi", "a && then b", "a | fi", "! fi", "time done", "a & done",
            "echo \"a\" 'b", "echo \"a\" \"b", "a='b", "a=\"b", "a=$(b", "a=`b", "a=${b", "a \"$(b 'c)\"", "a \"$(b \"c)\"", "awk '{ print $1 }", "jq '.a | select(.b == 'c')", "kubectl get pods -o jsonpath='{.a}", "curl -d '{\"a\": \"b\"}", "kubectl get pods (all of them)",
            "kubectl get pods | grep a |", "kubectl delete pod a &&", "a\\nb\\nc |", "for pod in $(a); do\\n  b\\n", "if a; then\\n  b\\n", "while true; do\\n  a\\n  sleep 5\\n", "f() {\\n  a\\n", "(\\n  a\\n", "a <<E\\nb\\nE\\n)", "a <<E\\nb\\nE\\n'");

    /** With the line breaks and tabs in it. */
    static String text(String fragment) {
        return fragment.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
    }
}
