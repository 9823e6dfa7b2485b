package dev.featurestore.bootstrap.config;

import static dev.featurestore.bootstrap.config.SettingTypes.integer;
import static dev.featurestore.bootstrap.config.SettingTypes.millis;
import static dev.featurestore.bootstrap.config.SettingTypes.oneOf;
import static dev.featurestore.bootstrap.config.SettingTypes.path;

import dev.featurestore.web.WebSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Section {@code Log}: what is logged, how and where. */
final class LogSection {
    private final Section log;

    LogSection(Section log) {
        this.log = log;
    }

    LogSettings read() {
        LogSettings.Level level = log.read(
                "Level",
                oneOf(LogSettings.Level.class),
                LogSettings.Level.INFO,
                "What is logged.",
                c -> c.log().level());
        LogSettings.Format format = log.read(
                "Format",
                oneOf(LogSettings.Format.class),
                LogSettings.Format.TEXT,
                "Lines of text for people, or a JSON object a line for programs.",
                c -> c.log().format());
        Optional<Path> file = log.readOptional(
                "FilePath",
                path(),
                "Where the log goes. Default: standard output.",
                c -> c.log().file());
        log.requireWritable("FilePath", file);
        int maxSizeMb = log.read(
                "MaxSizeMb",
                integer(0, 100_000),
                LogSettings.DEFAULT_MAX_SIZE_MB,
                "Size at which the file is rotated, as it is at the end of each day. 0: the default.",
                c -> c.log().maxSizeMb());
        int maxBackups = log.read(
                "MaxBackups",
                integer(0, 10_000),
                10,
                "Rotated files that are kept. 0: all.",
                c -> c.log().maxBackups());
        int maxAgeDays = log.read(
                "MaxAge",
                integer(0, 10_000),
                30,
                "Days for which they are kept. 0: for ever.",
                c -> c.log().maxAgeDays());
        Optional<Path> requestFile = log.readOptional(
                "RequestFilePath",
                path(),
                "Where requests for vectors are recorded, to be sent again by `compare`. Default: nowhere.",
                c -> c.log().requestFile());
        log.requireWritable("RequestFilePath", requestFile);
        requestFile
                .filter(path -> file.map(LogSection::whole).equals(Optional.of(whole(path))))
                .ifPresent(path -> log.error("RequestFilePath", path + " is the FilePath too"));
        LogSettings.RequestValues requestValues = log.read(
                "RequestValues",
                oneOf(LogSettings.RequestValues.class),
                LogSettings.RequestValues.PLAIN,
                "Whether values of keys and passed features are recorded; masked requests cannot be sent again.",
                c -> c.log().requestValues());
        return new LogSettings(level, format, file, maxSizeMb, maxBackups, maxAgeDays, requestFile, requestValues);
    }

    private static Path whole(Path file) {
        return file.toAbsolutePath().normalize();
    }

    /** From when on a request is logged as a warning; zero: never. */
    Duration slowAfter() {
        return log.read(
                "SlowRequestMS",
                millis(0, FeatureStoreSection.DAY_MILLIS),
                WebSettings.Observation.defaults().slowAfter(),
                "Requests that take so long are logged as warnings. 0: none.",
                c -> c.web().observation().slowAfter());
    }
}
