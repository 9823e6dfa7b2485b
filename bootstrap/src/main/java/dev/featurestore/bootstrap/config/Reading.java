package dev.featurestore.bootstrap.config;

import java.util.ArrayList;
import java.util.List;

/**
 * One reading of a configuration: where else to look, and what has come of it, in the order of reading. Not
 * thread-safe.
 */
final class Reading {
    private final Environment environment;
    private final boolean checksFiles;
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Setting<?>> settings = new ArrayList<>();

    /** @param checksFiles whether it is an error that a file cannot be used that a setting names */
    Reading(Environment environment, boolean checksFiles) {
        this.environment = environment;
        this.checksFiles = checksFiles;
    }

    Environment environment() {
        return environment;
    }

    boolean checksFiles() {
        return checksFiles;
    }

    void error(String path, String problem) {
        errors.add(path + ": " + problem);
    }

    void warning(String text) {
        warnings.add(text);
    }

    void setting(Setting<?> setting) {
        settings.add(setting);
    }

    List<String> errors() {
        return errors;
    }

    List<String> warnings() {
        return warnings;
    }

    List<Setting<?>> settings() {
        return settings;
    }
}
