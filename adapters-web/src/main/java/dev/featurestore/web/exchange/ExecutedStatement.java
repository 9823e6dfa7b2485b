package dev.featurestore.web.exchange;

/**
 * A statement that was executed for a request.
 *
 * @param kind its kind, in a word
 * @param begin when it was sent, by {@link System#nanoTime}
 * @param end when its result was there, or it failed
 */
public record ExecutedStatement(String kind, long begin, long end) {}
