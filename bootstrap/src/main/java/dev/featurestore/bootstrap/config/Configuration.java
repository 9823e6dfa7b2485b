package dev.featurestore.bootstrap.config;

import dev.featurestore.rondb.RonDbSettings;
import dev.featurestore.web.WebSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that can be set, checked: the settings of each part. Made by {@link ConfigurationReader}.
 *
 * @param pidFile where to write the process id
 * @param apiKeysRequired whether callers are known by their API keys; if not, anybody may read everything
 */
public record Configuration(
        Optional<Path> pidFile, WebSettings web, boolean apiKeysRequired, RonDbSettings ronDb, LogSettings log) {

    /** The same configuration with another port to listen on. */
    public Configuration withPort(int port) {
        return new Configuration(pidFile, web.at(web.host(), port), apiKeysRequired, ronDb, log);
    }
}
