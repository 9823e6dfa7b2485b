package dev.featurestore.bootstrap.config;

import static dev.featurestore.bootstrap.config.SettingTypes.integer;

import dev.featurestore.web.WebSettings;

/** Section {@code Internal}: how large requests may be, one by one and together. */
final class InternalSection {
    private static final int MAX_REQUEST_BYTES = 1 << 29;

    private final Section internal;

    InternalSection(Section internal) {
        this.internal = internal;
    }

    WebSettings.Limits read(WebSettings.Limits defaults) {
        int entries = internal.read(
                "BatchMaxSize",
                integer(1, 1_000_000),
                defaults.batchEntries(),
                "Entries in one batch.",
                c -> c.web().limits().batchEntries());
        int bytes = internal.read(
                "MaxReqSize",
                integer(1024, MAX_REQUEST_BYTES),
                defaults.requestBytes(),
                "Bytes in a request's body.",
                c -> c.web().limits().requestBytes());
        int memory = internal.read(
                "MaxMemoryPercent",
                integer(1, 90),
                defaults.memoryPercent(),
                "Share of the largest heap that requests and answers in flight may hold together; those of one API key"
                        + " never more than is left free. Beyond: 503.",
                c -> c.web().limits().memoryPercent());
        return new WebSettings.Limits(
                defaults.threads(), defaults.waiting(), entries, bytes, defaults.headerBytes(), memory);
    }
}
