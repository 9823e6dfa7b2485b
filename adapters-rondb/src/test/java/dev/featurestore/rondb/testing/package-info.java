/**
 * Databases in the shape of Hopsworks', for the tests of this module and of others, which get them as its test-jar.
 *
 * <p>A test takes an engine and a generation, and loads a world from a data file:
 *
 * <pre>{@code
 * @ParameterizedClass
 * @MethodSource("dev.featurestore.rondb.testing.Engines#all")  // or #mySql
 * class SomethingTest {
 *     @Parameter
 *     private Engine engine;
 *
 *     @Test
 *     void something() {
 *         try (LoadedWorld loaded = HopsworksLoader.load(engine, Generation.V5, World.contract())) {
 *             // engine.servers(), engine.user(), engine.password(); engine.jdbcUrl() where no MySQL is spoken
 *             loaded.mutations().dropView("shop", "customer", 1);
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>For faults there are a {@code MariaDbEngine} of one's own, which can be killed, frozen and restarted, a {@code
 * Wire} in front of any engine, and a {@code SilentServer}.
 */
package dev.featurestore.rondb.testing;
