package dev.featurestore.bootstrap.config;

/**
 * One setting as the reference documents it: noted when the setting is read, so that the two cannot differ.
 *
 * @param path such as {@code REST.ServerPort}, aliases in words behind it
 * @param type such as {@code integer from 0 to 65535}
 * @param defaultValue in words; empty if there is none
 * @param effective what is in force, secrets masked
 */
public record SettingDescription(String path, String type, String defaultValue, String description, String effective) {
    /** The environment variable that overrides the setting. */
    public String variable() {
        return Environment.variable(path);
    }
}
