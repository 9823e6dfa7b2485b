package dev.featurestore.rondb.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Engines;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same row from every driver, though one of them is read past its result set. */
class ResultRowTest {
    private static final String DATABASE = "cells_test";

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    static List<Engine> engines() {
        return Engines.all();
    }

    private ResultSet rows(Engine engine) throws SQLException {
        Connection connection = opened(engine.connect());
        engine.createDatabase(connection, DATABASE);
        open.add(() -> engine.dropDatabase(connection, DATABASE));
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE " + DATABASE + ".t (id int PRIMARY KEY, w bigint, r double, t varchar(20), o "
                            + engine.columnType("varbinary(20)") + ")");
            statement.execute("INSERT INTO " + DATABASE + ".t VALUES (1, 0, -0.5, 'é', X'00ff')");
            statement.execute("INSERT INTO " + DATABASE + ".t VALUES (2, null, null, null, null)");
            statement.execute("INSERT INTO " + DATABASE + ".t VALUES (3, -7, 0, '', X'')");
        }
        PreparedStatement query =
                opened(connection.prepareStatement("SELECT w, r, t, o FROM " + DATABASE + ".t ORDER BY id"));
        return opened(query.executeQuery());
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }

    @ParameterizedTest
    @MethodSource("engines")
    void cellsAreThoseOfTheCurrentRow(Engine engine) throws SQLException {
        ResultRow row = ResultRow.of(rows(engine));

        assertThat(row.next()).isTrue();
        assertThat(row.longValue(1)).isEqualTo(0);
        assertThat(row.wasNull()).isFalse();
        assertThat(row.doubleValue(2)).isEqualTo(-0.5);
        assertThat(row.wasNull()).isFalse();
        assertThat(row.text(3)).isEqualTo("é");
        assertThat(row.bytes(4)).containsExactly(0, 255);
        assertThat(row.jdbc().getString(3)).isEqualTo("é");

        assertThat(row.next()).isTrue();
        assertThat(row.longValue(1)).isZero();
        assertThat(row.wasNull()).isTrue();
        assertThat(row.doubleValue(2)).isZero();
        assertThat(row.wasNull()).isTrue();
        assertThat(row.text(3)).isNull();
        assertThat(row.bytes(4)).isNull();

        assertThat(row.next()).isTrue();
        assertThat(row.longValue(1)).isEqualTo(-7);
        assertThat(row.wasNull()).isFalse();
        assertThat(row.doubleValue(2)).isZero();
        assertThat(row.wasNull()).isFalse();
        assertThat(row.text(3)).isEmpty();
        assertThat(row.bytes(4)).isEmpty();
        assertThat(row.jdbc().getLong(1)).isEqualTo(-7);

        assertThat(row.next()).isFalse();
    }

    /** As after a change of the table that the metadata do not tell of yet. */
    @ParameterizedTest
    @MethodSource("engines")
    void aColumnOfAnotherTypeIsAFailureOfTheDatabase(Engine engine) throws SQLException {
        ResultRow row = ResultRow.of(rows(engine));
        row.next();

        assertThatThrownBy(() -> row.longValue(3)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> row.doubleValue(3)).isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theDriverOfMySqlIsReadWithoutItsLocks(Engine engine) throws SQLException {
        ResultSet rows = rows(engine);

        Class<? extends ResultRow> expected = engine.speaksMySql() ? ConnectorRow.class : JdbcRow.class;
        assertThat(ResultRow.of(rows)).isInstanceOf(expected);
    }
}
