package dev.featurestore.rondb.rows;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Properties;
import java.util.logging.Logger;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.StubMethod;

/**
 * A driver whose every query brings the same result, for measuring what is done around a driver. Binding a value does
 * nothing: the classes are generated because a {@link java.lang.reflect.Proxy} would box every value bound.
 */
final class CannedDriver implements Driver {
    static final String URL = "jdbc:canned:";

    private final CannedConnection connection = stub(CannedConnection.class);

    CannedDriver(ResultSet result) {
        connection.statement = stub(CannedStatement.class);
        connection.statement.result = result;
    }

    /** A connection that prepares the one statement; public for the generated class, which another loader loads. */
    public abstract static class CannedConnection implements Connection {
        private CannedStatement statement;

        @Override
        public final PreparedStatement prepareStatement(String sql) {
            return statement;
        }

        @Override
        public final boolean isValid(int timeout) {
            return true;
        }
    }

    /** A statement that brings the one result. */
    public abstract static class CannedStatement implements PreparedStatement {
        private ResultSet result;

        @Override
        public final ResultSet executeQuery() {
            return result;
        }
    }

    /** An object whose abstract methods do nothing and give null, zero or false. */
    private static <T> T stub(Class<T> type) {
        try (DynamicType.Unloaded<T> made = new ByteBuddy()
                .subclass(type)
                .method(isAbstract())
                .intercept(StubMethod.INSTANCE)
                .make()) {
            return made.load(CannedDriver.class.getClassLoader())
                    .getLoaded()
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Connection connect(String url, Properties info) {
        return acceptsURL(url) ? connection : null;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.equals(URL);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("canned");
    }
}
