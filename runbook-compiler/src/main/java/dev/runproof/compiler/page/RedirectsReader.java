package dev.runproof.compiler.page;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.schema.DocumentSchema;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code redirects.yaml}. */
public final class RedirectsReader {

    /** The name of the file, beside the configuration. */
    public static final String FILE = "redirects.yaml";

    /** The name of a page: its slug or path. */
    static final Pattern NAME = Pattern.compile("[^\\s#?{}:/][^\\s#?{}:]*");

    private RedirectsReader() {}

    /**
     * Reads redirects.
     *
     * @param file their file
     * @param findings takes what is wrong
     * @return the redirects, in their order
     */
    public static List<Redirect> read(SourceFile file, Findings findings) {
        Optional<YamlNode> document = YamlReader.readOne(SourceSlice.all(file), findings)
                .filter(node -> !(node instanceof Scalar scalar && scalar.isNull()))
                .flatMap(node ->
                        DocumentSchema.of("redirects", "redirect").fit(node, PageRules.INVALID_REDIRECT, findings));
        var redirects = new ArrayList<Redirect>();
        if (document.orElse(null) instanceof Mapping mapping) {
            for (Entry entry : mapping.entries()) {
                var redirect = new Redirect(
                        new Located<>(entry.name(), entry.key().span()),
                        new Located<>(
                                ((Scalar) entry.value()).text(), entry.value().span()));
                if (isName(redirect.from(), entry.name(), findings)
                        && isName(redirect.to(), redirect.page(), findings)) {
                    redirects.add(redirect);
                }
            }
        }
        return List.copyOf(redirects);
    }

    private static boolean isName(Located<String> written, String name, Findings findings) {
        if (NAME.matcher(name).matches()) {
            return true;
        }
        findings.add(
                PageRules.INVALID_REDIRECT,
                written.span(),
                "this names no page",
                "write the slug of a page, or its path as in the address, without the site: disk-full, or node/disk-full");
        return false;
    }
}
