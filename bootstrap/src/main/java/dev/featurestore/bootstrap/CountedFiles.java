package dev.featurestore.bootstrap;

import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sets a log file aside when it is large and at the end of each day, as {@code <file>.<day>.<number>}, and keeps the
 * newest of these files. The library itself bounds their bytes and their age, not their number. Guarded by the lock of
 * the appender that it belongs to.
 */
final class CountedFiles<E> extends SizeAndTimeBasedRollingPolicy<E> {
    private final Path file;
    private final int kept;
    private final Pattern name;

    /** @param kept how many files that were set aside are kept; 0: all */
    CountedFiles(Path file, int kept) {
        this.file = file.toAbsolutePath();
        this.kept = kept;
        this.name = Pattern.compile(
                Pattern.quote(String.valueOf(file.getFileName())) + "\\.(\\d{4}-\\d\\d-\\d\\d)\\.(\\d{1,9})");
        setFileNamePattern(file + ".%d{yyyy-MM-dd}.%i");
    }

    @Override
    public void start() {
        super.start();
        deleteOldest();
    }

    @Override
    public void rollover() {
        super.rollover();
        deleteOldest();
    }

    private void deleteOldest() {
        @Nullable Path folder = file.getParent();
        if (kept == 0 || folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try {
            List<Path> tooMany = setAside(folder);
            for (Path old : tooMany) {
                Files.deleteIfExists(old);
            }
        } catch (IOException failed) {
            addWarn("Old files beside " + file + " cannot be deleted", failed);
        }
    }

    private List<Path> setAside(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> name.matcher(path.getFileName().toString()))
                    .filter(Matcher::matches)
                    .sorted(Comparator.<Matcher, String>comparing(match -> match.group(1))
                            .thenComparing(match -> Integer.valueOf(match.group(2)))
                            .reversed())
                    .skip(kept)
                    .map(match -> folder.resolve(match.group()))
                    .toList();
        }
    }
}
