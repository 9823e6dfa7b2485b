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

/** The same cells from every driver, though one of them is read past its result set. */
class CellsTest {
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
        Cells cells = Cells.of(rows(engine));

        assertThat(cells.next()).isTrue();
        assertThat(cells.whole(1)).isEqualTo(0);
        assertThat(cells.real(2)).isEqualTo(-0.5);
        assertThat(cells.text(3)).isEqualTo("é");
        assertThat(cells.octets(4)).containsExactly(0, 255);
        assertThat(cells.jdbc().getString(3)).isEqualTo("é");

        assertThat(cells.next()).isTrue();
        assertThat(cells.whole(1)).isNull();
        assertThat(cells.real(2)).isNull();
        assertThat(cells.text(3)).isNull();
        assertThat(cells.octets(4)).isNull();

        assertThat(cells.next()).isTrue();
        assertThat(cells.whole(1)).isEqualTo(-7);
        assertThat(cells.real(2)).isZero();
        assertThat(cells.text(3)).isEmpty();
        assertThat(cells.octets(4)).isEmpty();
        assertThat(cells.jdbc().getLong(1)).isEqualTo(-7);

        assertThat(cells.next()).isFalse();
    }

    /** As after a change of the table that the metadata do not tell of yet. */
    @ParameterizedTest
    @MethodSource("engines")
    void aColumnOfAnotherTypeIsAFailureOfTheDatabase(Engine engine) throws SQLException {
        Cells cells = Cells.of(rows(engine));
        cells.next();

        assertThatThrownBy(() -> cells.whole(3)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> cells.real(3)).isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theDriverOfMySqlIsReadWithoutItsLocks(Engine engine) throws SQLException {
        ResultSet rows = rows(engine);

        Class<? extends Cells> expected = engine.speaksMySql() ? ConnectorCells.class : JdbcCells.class;
        assertThat(Cells.of(rows)).isInstanceOf(expected);
    }
}
