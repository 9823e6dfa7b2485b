package dev.featurestore.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.featurestore.application.port.Deadline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The borders between the modules, as far as the class path does not draw them already: who may know what. Packages are
 * allowed by name; what is not allowed is forbidden.
 */
class ArchitectureTest {
    private static final String ROOT = "dev.featurestore.";
    private static final String SERVICE = ROOT + "application.service..";

    /** The whole program without its tests, imported once. */
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.featurestore");

    /** Public for a reason that classes do not show. */
    private static final Set<String> PUBLIC_WITHOUT_A_TRACE = Set.of(
            // started by name
            ROOT + "bootstrap.Main",
            ROOT + "bootstrap.ClassArchiveTraining",
            ROOT + "bootstrap.Probe",
            // started by the tests of other packages
            ROOT + "bootstrap.FeatureStoreServer",
            ROOT + "bootstrap.StoreAdapter",
            ROOT + "web.browse.ExampleKey",
            // constants, which the compiler copies
            ROOT + "inmemory.DemoApiKeys",
            // used as a lambda
            ROOT + "rondb.cluster.ConnectionCallback");

    private static final List<String> JDK = List.of("java..", "javax..", "org.jspecify..");
    private static final List<String> CORE =
            List.of(ROOT + "domain..", ROOT + "application.usecase", ROOT + "application.port..");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "domain",
                "domain.value",
                "domain.view",
                "domain.vector",
                "domain.access",
                "application.usecase",
                "application.port",
                "application.service",
                "web",
                "rondb",
                "inmemory",
                "bootstrap"
            })
    void everyPackageThatARuleNamesHasClasses(String name) {
        long classes = PROGRAM.stream()
                .filter(type -> type.getPackageName().equals(ROOT + name))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .count();

        assertThat(classes).as("classes in " + ROOT + name).isPositive();
    }

    static Stream<Arguments> modulesAndWhatTheyMayKnow() {
        return Stream.of(
                Arguments.of("domain..", List.of("domain..")),
                Arguments.of("application..", List.of("domain..", "application..")),
                Arguments.of(
                        "web..",
                        List.of(
                                "web..",
                                "io.javalin..",
                                "kotlin..",
                                "org.eclipse.jetty..",
                                "jakarta.servlet..",
                                "com.fasterxml.jackson..",
                                "com.github.benmanes.caffeine..",
                                "io.micrometer..",
                                "io.prometheus..",
                                "org.bouncycastle..",
                                "org.slf4j..")),
                Arguments.of(
                        "rondb..",
                        List.of(
                                "rondb..",
                                "com.sun.management..", // exported by the JDK
                                "org.jdbi..",
                                "com.zaxxer.hikari..",
                                "com.mysql..",
                                "io.github.resilience4j..",
                                "com.github.benmanes.caffeine..",
                                "org.apache.avro..",
                                "org.bouncycastle..",
                                "org.slf4j..")),
                Arguments.of("inmemory..", List.of("inmemory..", "com.fasterxml.jackson..")),
                Arguments.of(
                        "bootstrap..",
                        List.of(
                                "bootstrap..",
                                "application..",
                                "web..",
                                "rondb..",
                                "inmemory..",
                                "picocli..",
                                "com.fasterxml.jackson..",
                                "io.micrometer..",
                                "io.opentelemetry..",
                                "ch.qos.logback..",
                                "org.slf4j..")));
    }

    @ParameterizedTest
    @MethodSource("modulesAndWhatTheyMayKnow")
    void aModuleKnowsOnlyWhatItsListAllows(String module, List<String> allowed) {
        List<String> packages = new ArrayList<>(JDK);
        packages.addAll(CORE.stream().filter(core -> !module.equals("domain..")).toList());
        allowed.forEach(name -> packages.add(isOurs(name) ? ROOT + name : name));

        classes()
                .that()
                .resideInAPackage(ROOT + module)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages.toArray(String[]::new))
                .check(PROGRAM);
    }

    private static boolean isOurs(String name) {
        return Stream.of("domain", "application", "web", "rondb", "inmemory", "bootstrap")
                .anyMatch(name::startsWith);
    }

    @Test
    void theDomainIsFreeOfSqlNetworkLoggingTimeAndThreads() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "java.net..",
                        "java.nio.file..",
                        "java.io..",
                        "java.util.logging..",
                        "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(PROGRAM);
    }

    @Test
    void theCoreNeverAsksForTheTimeOfDay() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "domain..", ROOT + "application..")
                .should()
                .callMethodWhere(describe("is now() of java.time", ArchitectureTest::asksForNow))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.Clock|java\\.util\\.(Date|Calendar|GregorianCalendar)")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(PROGRAM);
    }

    private static boolean asksForNow(JavaMethodCall call) {
        return call.getName().equals("now")
                && call.getTargetOwner().getPackageName().startsWith("java.time");
    }

    @Test
    void onlyBootstrapKnowsTheServices() {
        noClasses()
                .that(not(resideInAnyPackage(ROOT + "bootstrap..", SERVICE)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SERVICE)
                .check(PROGRAM);
    }

    @Test
    void sqlStaysInTheRonDbAdapter() {
        noClasses()
                .that(not(resideInAPackage(ROOT + "rondb..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(PROGRAM);
    }

    @Test
    void portsAreInterfacesTheirOutcomesTheirDeadlineAndTheirFailures() {
        classes()
                .that()
                .resideInAPackage(ROOT + "application.port")
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .beInterfaces()
                .orShould()
                .beAssignableTo(RuntimeException.class)
                .orShould()
                .be(Deadline.class)
                .check(PROGRAM);
    }

    @Test
    void packagesFormNoCycle() {
        SliceAssignment byPackage = new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };

        slices().assignedFrom(byPackage).should().beFreeOfCycles().check(PROGRAM);
    }

    static Stream<Arguments> modulesAndTheOrderOfTheirPackages() {
        return Stream.of(
                Arguments.of(
                        "web",
                        List.of(
                                Set.of("web.tls"),
                                Set.of("web"),
                                Set.of("web.json", "web.metrics"),
                                Set.of("web.exchange"),
                                Set.of("web.jetty", "web.vectors", "web.browse", "web.pages", "web.monitoring"),
                                Set.of("web.server"))),
                Arguments.of(
                        "rondb",
                        List.of(
                                Set.of("rondb.cluster", "rondb.cache", "rondb.rows.avro", "rondb.coalescing"),
                                Set.of("rondb.rows", "rondb.metadata"),
                                Set.of("rondb.callers"),
                                Set.of("rondb"))),
                Arguments.of("inmemory", List.of(Set.of("inmemory.file"), Set.of("inmemory"))));
    }

    /** A package knows those of the levels below its own, and no other of its level. */
    @ParameterizedTest
    @MethodSource("modulesAndTheOrderOfTheirPackages")
    void thePackagesOfAnAdapterBuildOnEachOther(String module, List<Set<String>> levels) {
        Map<String, Set<String>> allowed = new HashMap<>();
        Set<String> below = new HashSet<>();
        for (Set<String> level : levels) {
            level.forEach(name -> allowed.put(ROOT + name, Set.copyOf(below)));
            level.forEach(name -> below.add(ROOT + name));
        }
        List<String> unordered = PROGRAM.stream()
                .filter(type -> isWithin(type, module))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> isWithin(use.getTargetClass(), module))
                .filter(use -> !samePackage(use.getOriginClass(), use.getTargetClass()))
                .filter(use -> !allowed.getOrDefault(use.getOriginClass().getPackageName(), Set.of())
                        .contains(use.getTargetClass().getPackageName()))
                .map(Dependency::getDescription)
                .toList();

        assertThat(unordered).isEmpty();
    }

    private static boolean isWithin(JavaClass type, String module) {
        return (type.getPackageName() + ".").startsWith(ROOT + module + ".");
    }

    private static boolean samePackage(JavaClass one, JavaClass other) {
        return one.getPackageName().equals(other.getPackageName());
    }

    @Test
    void nothingIsPublicThatNoOtherPackageUses() {
        List<String> needlesslyPublic = PROGRAM.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .filter(type -> type.getDirectDependenciesToSelf().stream()
                        .noneMatch(use -> !samePackage(use.getOriginClass(), type)))
                .map(JavaClass::getName)
                .sorted()
                .toList();

        assertThat(needlesslyPublic).isSubsetOf(PUBLIC_WITHOUT_A_TRACE);
    }

    @Test
    void everyPackageSaysThatNothingInItIsNull() {
        List<String> unmarked = PROGRAM.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(type -> !type.getClasses().isEmpty())
                .filter(type -> type.tryGetAnnotationOfType("org.jspecify.annotations.NullMarked")
                        .isEmpty())
                .map(type -> type.getName())
                .toList();

        assertThat(unmarked).isEmpty();
    }

    @Test
    void noAdapterKnowsAnother() {
        for (String adapter : List.of("web", "rondb", "inmemory")) {
            String[] others = Stream.of("web", "rondb", "inmemory", "bootstrap")
                    .filter(other -> !other.equals(adapter))
                    .map(other -> ROOT + other + "..")
                    .toArray(String[]::new);
            assertThat(Arrays.asList(others)).hasSize(3);

            noClasses()
                    .that()
                    .resideInAPackage(ROOT + adapter + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(PROGRAM);
        }
    }
}
