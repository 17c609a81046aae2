package dev.runproof.compiler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The packages stand in the order of the flow, and each sees only those before it. */
class LayersTest {

    private static final String ROOT = "dev.runproof.compiler";
    private static final List<String> ORDER = List.of(
            "source",
            "finding",
            "promql",
            "label",
            "yaml",
            "query",
            "schema",
            "markdown",
            "anchor",
            "shell",
            "model",
            "workspace",
            "git",
            "page",
            "rule",
            "template",
            "alertmanager",
            "parse",
            "exercise",
            "incident",
            "index",
            "transaction",
            "response",
            "machine",
            "content",
            "resolve",
            "validation",
            "enforcement",
            "check",
            "suppression",
            "baseline",
            "guard",
            "generate",
            "reference",
            "manifest",
            "output",
            "link",
            "firing",
            "edit",
            "selftest",
            "site",
            "report");

    private final JavaClasses classes =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    @TestFactory
    List<DynamicTest> eachPackageSeesOnlyThoseBeforeIt() {
        var tests = new ArrayList<DynamicTest>();
        for (int i = 0; i < ORDER.size() - 1; i++) {
            String lower = ORDER.get(i);
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(name -> ROOT + "." + name)
                    .toArray(String[]::new);
            tests.add(DynamicTest.dynamicTest(
                    lower,
                    () -> noClasses()
                            .that()
                            .resideInAPackage(ROOT + "." + lower)
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(later)
                            .check(classes)));
        }
        return tests;
    }

    @Test
    void everyPackageHasItsPlace() {
        classes()
                .should()
                .resideInAnyPackage(java.util.stream.Stream.concat(
                                ORDER.stream().map(name -> ROOT + "." + name),
                                java.util.stream.Stream.of(ROOT, ROOT + ".cli", ROOT + ".processor"))
                        .toArray(String[]::new))
                .check(classes);
    }

    @Test
    void theCommandLineUsesTheDoorThatAllUse() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".cli")
                .check(classes);
        classes()
                .that()
                .resideInAPackage(ROOT + ".cli")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        ROOT,
                        ROOT + ".cli",
                        ROOT + ".edit",
                        ROOT + ".finding",
                        ROOT + ".firing",
                        ROOT + ".link",
                        ROOT + ".output")
                .check(classes);
    }

    @Test
    void theProcessorStandsAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".processor")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "javax..", "org.jspecify..", ROOT + ".processor")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void twoPackagesAloneKnowTheNetwork() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".link", ROOT + ".firing")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..",
                        "javax.naming..",
                        "javax.net..",
                        "org.apache.hc..",
                        "org.jsoup",
                        "org.jsoup.helper..")
                .check(classes);
    }

    @Test
    void onePackageAloneStartsAnotherProgram() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.rmi..", "org.apache.maven..", "io.fabric8..")
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".git")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class, Process.class, Runtime.class)
                .check(classes);
    }
}
