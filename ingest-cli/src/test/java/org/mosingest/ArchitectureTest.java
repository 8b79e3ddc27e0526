package org.mosingest;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The house's rules: which room may lean on which, and that each foreign library has its one place.
 */
class ArchitectureTest {

  /** What is there today, less a margin: a rule over nothing would hold too. */
  private static final int LEAST_CLASSES = 400;

  private static final JavaClasses CLASSES = House.CLASSES;

  @Test
  void theScanSeesTheWholeHouse() {
    Set<String> packages =
        CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    assertThat(CLASSES.size()).isGreaterThan(LEAST_CLASSES);
    assertThat(packages)
        .contains(
            "org.mosingest.core.row",
            "org.mosingest.core.corpus",
            "org.mosingest.core.profile",
            "org.mosingest.core.probe",
            "org.mosingest.core.state",
            "org.mosingest.core.jsonl",
            "org.mosingest.core.failures",
            "org.mosingest.core.content",
            "org.mosingest.core.ledger",
            "org.mosingest.core.clip",
            "org.mosingest.daemon.dashboard",
            "org.mosingest.core.labels",
            "org.mosingest.core.analysis",
            "org.mosingest.daemon.doctor",
            "org.mosingest.cli.report",
            "org.mosingest.daemon.pool",
            "org.mosingest.transfer",
            "org.mosingest.transfer.attempt",
            "org.mosingest.transfer.http",
            "org.mosingest.transfer.part",
            "org.mosingest.transfer.reach",
            "org.mosingest.daemon.run",
            "org.mosingest.daemon.watch",
            "org.mosingest.daemon.machine",
            "org.mosingest.cli");
  }

  @Test
  void commandsLeanOnTheDaemonThatOnTheTransferThatOnTheCoreAndNothingLeansBack() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("core")
        .definedBy("org.mosingest.core..")
        .layer("transfer")
        .definedBy("org.mosingest.transfer..")
        .layer("daemon")
        .definedBy("org.mosingest.daemon..")
        .layer("cli")
        .definedBy("org.mosingest.cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("daemon")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("transfer")
        .mayOnlyBeAccessedByLayers("daemon", "cli")
        .whereLayer("core")
        .mayOnlyBeAccessedByLayers("transfer", "daemon", "cli")
        .check(CLASSES);
  }

  @Test
  void noPackagesFormACycle() {
    slices().matching("org.mosingest.core.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("org.mosingest.transfer.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("org.mosingest.daemon.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("org.mosingest.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void rowsAreAtTheBottomOfTheCore() {
    noClasses()
        .that()
        .resideInAPackage("org.mosingest.core.row")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.mosingest.core.corpus..",
            "org.mosingest.core.probe..",
            "org.mosingest.core.state..",
            "org.mosingest.core.jsonl..")
        .check(CLASSES);
  }

  @Test
  void poolsAndTransfersKnowNothingOfRuns() {
    noClasses()
        .that()
        .resideInAnyPackage("org.mosingest.daemon.pool..", "org.mosingest.transfer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.mosingest.daemon.run..", "org.mosingest.daemon.runs..")
        .check(CLASSES);
  }

  /**
   * What the transfer's rooms must show each other is nobody else's: outside, a clip is begun at
   * the door.
   */
  @Test
  void theTransfersRoomsAreItsOwnButForUrlsSlotsSettingsAndChecks() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.mosingest.transfer..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.mosingest.transfer.*..")
                .and(
                    not(
                        nameMatching(
                            ".*\\.(ClipUrl|UrlVerdict|HostSlot|TransferSettings|Reach|PrivateFile|CertificateLog|ServerCertificate|ByteCheck|ArchiveOpening|ArchiveMember|ArchiveStream|Archives|ZipArchive)(\\$.*)?"))))
        .check(CLASSES);
  }

  @Test
  void anUnfinishedClipOnTheDiskKnowsNothingOfHowBytesAreAskedFor() {
    noClasses()
        .that()
        .resideInAPackage("org.mosingest.transfer.part")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.mosingest.transfer", "org.mosingest.transfer.attempt")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage("org.mosingest.transfer.http", "org.mosingest.transfer.attempt")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.mosingest.transfer", "org.mosingest.transfer.part")
        .check(CLASSES);
  }

  /** Any engine can drive the ledger: it decides, and others read and write. */
  @Test
  void theLedgerReadsAndWritesNothing() {
    noClasses()
        .that()
        .resideInAPackage("org.mosingest.core.ledger")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.nio..",
            "java.net..",
            "org.slf4j..",
            "org.mosingest.core.corpus..",
            "org.mosingest.core.jsonl..",
            "org.mosingest.core.probe..",
            "org.mosingest.core.state..")
        .check(CLASSES);
  }

  /** Any engine can read a clip: how many at a time, and what becomes of the row, is its own. */
  @Test
  void aClipsFileIsReadWithoutKnowingWhatForOrByWhom() {
    noClasses()
        .that()
        .resideInAPackage("org.mosingest.core.clip")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.mosingest.core.corpus..",
            "org.mosingest.core.jsonl..",
            "org.mosingest.core.ledger..",
            "org.mosingest.core.options..",
            "org.mosingest.core.analysis..")
        .check(CLASSES);
  }

  @Test
  void whatIsWatchedAndWaitedForKnowsNothingOfRuns() {
    noClasses()
        .that()
        .resideInAnyPackage("org.mosingest.daemon.watch..", "org.mosingest.daemon.machine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.mosingest.daemon.run..", "org.mosingest.daemon.runs..")
        .check(CLASSES);
  }

  /** Who asks something of runs sees neither what carries them out nor what is stored of them. */
  @Test
  void whatIsAskedOfRunsKnowsNothingOfHowTheyAreCarriedOutAndStored() {
    noClasses()
        .that()
        .resideInAnyPackage("org.mosingest.daemon.runs", "org.mosingest.daemon.http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.mosingest.daemon.runs.registry..", "org.mosingest.daemon.runs.store..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("org.mosingest.daemon.runs.registry..")
        .and()
        .resideOutsideOfPackage("org.mosingest.daemon.runs.store..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.mosingest.daemon.runs.store..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("org.mosingest.daemon.runs.store..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.mosingest.daemon.runs.registry..")
        .check(CLASSES);
  }

  @Test
  void eachForeignLibraryHasItsOnePlace() {
    onlyIn("com.univocity..", "org.mosingest.core.csv");
    onlyIn("org.apache.commons.statistics..", "org.mosingest.core.analysis");
    onlyIn("com.google.re2j..", "org.mosingest.core.failures", "org.mosingest.core.profile");
    onlyIn("tools.jackson.dataformat.yaml..", "org.mosingest.core.yaml");
    onlyIn("org.apache.parquet..", "org.mosingest.core.export.parquet");
    onlyIn("org.apache.hadoop..", "org.mosingest.core.export.parquet");
    onlyIn("com.github.mustachejava..", "org.mosingest.cli.report");
    onlyIn(
        "okhttp3..",
        "org.mosingest.transfer..",
        "org.mosingest.daemon.notify",
        "org.mosingest.cli.client");
    onlyIn("org.sqlite..", "org.mosingest.daemon.runs.store", "org.mosingest.daemon.known");
    onlyIn("java.sql..", "org.mosingest.daemon.runs.store", "org.mosingest.daemon.known");
    onlyIn("picocli..", "org.mosingest.cli..");
    onlyIn("ch.qos.logback..", "org.mosingest.cli.process");
    onlyIn("org.jline..", "org.mosingest.cli.view");
    onlyIn("io.helidon..", "org.mosingest.daemon.http");
    onlyIn("io.prometheus..", "org.mosingest.daemon.metrics", "org.mosingest.daemon.http");
  }

  /** What the API tells can be written without a server. */
  @Test
  void theApisDocumentsKnowNothingOfHowTheyAreSent() {
    noClasses()
        .that()
        .resideInAPackage("org.mosingest.daemon.http.document")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.mosingest.daemon.http", "io.helidon..", "io.prometheus..")
        .check(CLASSES);
  }

  /** What a browser is sent and what is counted for it know nothing of how it is sent. */
  @Test
  void theDashboardsPartsKnowNothingOfHttp() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.mosingest.daemon.dashboard..",
            "org.mosingest.daemon.content..",
            "org.mosingest.daemon.history..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.mosingest.daemon.http..", "io.helidon..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("org.mosingest.core.content..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.mosingest.core.jsonl..", "org.mosingest.core.corpus..")
        .check(CLASSES);
  }

  private static void onlyIn(String library, String... packages) {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
    assertThat(CLASSES.stream())
        .as("something uses " + library)
        .anyMatch(
            type ->
                type.getDirectDependenciesFromSelf().stream()
                    .anyMatch(
                        dependency ->
                            dependency
                                .getTargetClass()
                                .getPackageName()
                                .startsWith(library.replace("..", ""))));
  }

  @Test
  void nothingIsNamedAfterNothing() {
    noClasses().should().haveSimpleNameEndingWith("Manager").check(CLASSES);
    noClasses().should().haveSimpleNameEndingWith("Helper").check(CLASSES);
    noClasses().should().haveSimpleNameEndingWith("Util").check(CLASSES);
    noClasses().should().haveSimpleNameEndingWith("Utils").check(CLASSES);
  }
}
