package dev.featurestore.bootstrap.config;

import java.util.ArrayList;
import java.util.List;

/** What reading a configuration brought to light, in the order of reading. Confined to one reading. */
final class Findings {
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<SettingDescription> settings = new ArrayList<>();

    void error(String path, String problem) {
        errors.add(path + ": " + problem);
    }

    void warning(String text) {
        warnings.add(text);
    }

    void setting(SettingDescription setting) {
        settings.add(setting);
    }

    List<String> errors() {
        return errors;
    }

    List<String> warnings() {
        return warnings;
    }

    List<SettingDescription> settings() {
        return settings;
    }
}
