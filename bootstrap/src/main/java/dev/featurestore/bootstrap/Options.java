package dev.featurestore.bootstrap;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "feature-store-server",
        header = "Serves feature vectors of Hopsworks feature views from the RonDB online store.",
        description = {
            "",
            "Without a configuration the server runs a demo: sample data in memory, and an API key that it prints.",
            ""
        },
        footer = {
            "",
            "A configuration file may also be named by FEATURE_STORE_CONFIG_FILE or",
            "RDRS_CONFIG_FILE, and any setting by FEATURE_STORE_<PATH WITH UNDERSCORES>:",
            "FEATURE_STORE_MYSQL_PASSWORD.",
            "",
            "compare --help: how to see that two servers answer alike.",
            "",
            "Exit codes: 0 stopped on request, 1 bad configuration, 2 could not start."
        },
        usageHelpAutoWidth = true,
        sortOptions = false)
final class Options {
    @Option(names = "--config", paramLabel = "FILE", description = "read settings from this JSON file")
    Optional<Path> config = Optional.empty();

    @Option(names = "--demo", description = "serve sample data from memory, whatever the configuration says of stores")
    boolean demo;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "serve this data file from memory instead of the sample data")
    Optional<Path> data = Optional.empty();

    @Option(names = "--port", paramLabel = "N", description = "listen on this port; 0 takes any free one")
    Optional<Integer> port = Optional.empty();

    @Option(names = "--example-key", hidden = true, description = "print an example with this key at the start")
    Optional<String> exampleKey = Optional.empty();

    @Option(names = "--check-config", description = "print the settings in force, secrets masked, and exit with 0 or 1")
    boolean checkConfig;

    @Option(names = "--version", versionHelp = true, description = "print the version and exit")
    boolean version;

    @Option(names = "--help", usageHelp = true, description = "print this text and exit")
    boolean help;
}
