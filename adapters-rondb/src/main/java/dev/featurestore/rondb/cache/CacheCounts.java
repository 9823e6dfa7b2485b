package dev.featurestore.rondb.cache;

/**
 * What a cache has done since it was made, and how much it holds.
 *
 * @param hits questions answered from memory
 * @param misses questions that had to wait for the store
 * @param loads how often the store was asked for a value, reloads included
 * @param failures how many of the loads failed
 * @param size values held
 * @param absent keys held of which it is known that nothing is there
 */
public record CacheCounts(long hits, long misses, long loads, long failures, long size, long absent) {}
