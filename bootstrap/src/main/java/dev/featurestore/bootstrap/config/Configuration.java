package dev.featurestore.bootstrap.config;

import dev.featurestore.rondb.RonDbSettings;
import dev.featurestore.web.WebSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything that can be set, checked: the settings of each part. Made by {@link ConfigurationReader}.
 *
 * @param pidFile where to write the process id
 * @param apiKeysRequired whether callers are known by their API keys; if not, anybody may read everything
 * @param requestsPerSecond how many each API key may send; empty: any number
 * @param drain for how long the server says that it will stop before it does
 */
public record Configuration(
        Optional<Path> pidFile,
        WebSettings web,
        boolean apiKeysRequired,
        Optional<Integer> requestsPerSecond,
        Duration drain,
        RonDbSettings ronDb,
        LogSettings log) {}
