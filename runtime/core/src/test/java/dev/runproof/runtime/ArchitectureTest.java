package dev.runproof.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each package sees only those before it, and one of them alone sees the Kubernetes client. */
class ArchitectureTest {

    private static final String OURS = "dev.runproof.runtime";
    private static final String[] PACKAGES = {
        inOurs("index"),
        inOurs("value"),
        inOurs("http"),
        inOurs("metrics"),
        inOurs("cluster"),
        inOurs("ingress"),
        inOurs("gateway"),
        inOurs("hubble"),
        inOurs("evidence"),
        inOurs("action"),
        inOurs("probe"),
        inOurs("check"),
        inOurs("transaction"),
        inOurs("lookup"),
        inOurs("engine"),
        inOurs("response"),
        inOurs("notify")
    };
    private static final String JACKSON = "com.fasterxml.jackson..";
    private static final String[] CLIENT = {"io.fabric8..", JACKSON};
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(OURS);

    @ParameterizedTest
    @CsvSource({
        "index, ''",
        "value, index",
        "http, ''",
        "metrics, http",
        "cluster, ''",
        "ingress, value cluster",
        "gateway, value cluster",
        "hubble, ''",
        "evidence, value cluster hubble",
        "action, index value cluster ingress gateway",
        "probe, value index http",
        "check, index value cluster ingress gateway evidence action probe metrics",
        "transaction, index value cluster action check",
        "lookup, index value cluster action check transaction",
        "engine, index value cluster metrics action check transaction",
        "response, index value cluster metrics action check transaction engine",
    })
    void aPackageSeesOnlyThoseBeforeIt(String name, String seen) {
        var allowed = Arrays.stream((name + " " + seen).trim().split(" ", -1))
                .map(ArchitectureTest::inOurs)
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> ours = resideInAPackage(OURS + "..");

        classes()
                .that(resideInAPackage(inOurs(name)))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(not(ours)))
                .check(CLASSES);
    }

    @Test
    void thereAreNoOtherPackages() {
        classes().should().resideInAnyPackage(PACKAGES).check(CLASSES);
    }

    @Test
    void onlyTheClusterPackageSeesTheClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inOurs("cluster"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8..")
                .check(CLASSES);
    }

    @Test
    void onlyThoseThatReadAnswersSeeJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackages(inOurs("cluster"), inOurs("metrics"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JACKSON)
                .check(CLASSES);
    }

    @Test
    void nobodyIsShownTheClientAndJackson() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .arePublic()
                .should()
                .notHaveRawReturnType(resideInAnyPackage(CLIENT))
                .andShould()
                .notHaveRawParameterTypes(DescribedPredicate.anyElementThat(resideInAnyPackage(CLIENT)))
                .check(CLASSES);
    }

    private static String inOurs(String name) {
        return OURS + "." + name + "..";
    }
}
