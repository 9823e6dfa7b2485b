package dev.featurestore.domain.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.value.ColumnType.Base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tinyint              | TINYINT   | false |  0 | 0",
                "tinyint(1)           | TINYINT   | false |  0 | 0",
                "boolean              | TINYINT   | false |  0 | 0",
                "bool                 | TINYINT   | false |  0 | 0",
                "smallint             | SMALLINT  | false |  0 | 0",
                "mediumint(9)         | MEDIUMINT | false |  0 | 0",
                "int                  | INT       | false |  0 | 0",
                "int(11)              | INT       | false |  0 | 0",
                "integer              | INT       | false |  0 | 0",
                "int(10) unsigned     | INT       | true  |  0 | 0",
                "BIGINT UNSIGNED      | BIGINT    | true  |  0 | 0",
                "bigint(20) unsigned zerofill | BIGINT | true | 0 | 0",
                "decimal              | DECIMAL   | false | 10 | 0",
                "decimal(5)           | DECIMAL   | false |  5 | 0",
                "decimal(10,2)        | DECIMAL   | false | 10 | 2",
                "Decimal( 10 , 2 )    | DECIMAL   | false | 10 | 2",
                "numeric(10,2) unsigned | DECIMAL | true  | 10 | 2",
                "dec(3,1)             | DECIMAL   | false |  3 | 1",
                "float                | FLOAT     | false |  0 | 0",
                "float(7,4) unsigned  | FLOAT     | true  |  0 | 0",
                "double               | DOUBLE    | false |  0 | 0",
                "double precision     | DOUBLE    | false |  0 | 0",
                "double(10,2)         | DOUBLE    | false |  0 | 0",
                "real                 | DOUBLE    | false |  0 | 0",
                "char                 | CHAR      | false |  1 | 0",
                "char(36)             | CHAR      | false | 36 | 0",
                "varchar(100)         | VARCHAR   | false | 100 | 0",
                "varchar(9) charset utf8mb4 | VARCHAR | false | 9 | 0",
                "text                 | TEXT      | false |  0 | 0",
                "tinytext             | TEXT      | false |  0 | 0",
                "mediumtext           | TEXT      | false |  0 | 0",
                "longtext             | TEXT      | false |  0 | 0",
                "enum('a','unsigned') | TEXT      | false |  0 | 0",
                "set('(1)','b')       | TEXT      | false |  0 | 0",
                "binary               | BINARY    | false |  1 | 0",
                "binary(16)           | BINARY    | false | 16 | 0",
                "varbinary(2000)      | VARBINARY | false | 2000 | 0",
                "blob                 | BLOB      | false |  0 | 0",
                "tinyblob             | BLOB      | false |  0 | 0",
                "mediumblob           | BLOB      | false |  0 | 0",
                "longblob             | BLOB      | false |  0 | 0",
                "date                 | DATE      | false |  0 | 0",
                "time                 | TIME      | false |  0 | 0",
                "time(3)              | TIME      | false |  3 | 0",
                "datetime             | DATETIME  | false |  0 | 0",
                "datetime(6)          | DATETIME  | false |  6 | 0",
                "timestamp            | TIMESTAMP | false |  0 | 0",
                "timestamp(1)         | TIMESTAMP | false |  1 | 0",
                "year                 | YEAR      | false |  0 | 0",
                "year(4)              | YEAR      | false |  0 | 0",
                "bit                  | BIT       | false |  1 | 0",
                "bit(64)              | BIT       | false | 64 | 0",
                "json                 | JSON      | false |  0 | 0",
                "geometry             | OTHER     | false |  0 | 0",
                "vector(3)            | OTHER     | false |  0 | 0",
                "decimal(99999999999) | DECIMAL   | false | 10 | 0",
                "?                    | OTHER     | false |  0 | 0",
                "''                   | OTHER     | false |  0 | 0",
            })
    void readsEveryNotation(String text, Base base, boolean unsigned, int size, int scale) {
        ColumnType type = ColumnType.parse(text);

        assertThat(type).isEqualTo(new ColumnType(base, unsigned, size, scale));
        assertThat(type.size()).isEqualTo(size);
        assertThat(type.unsigned()).isEqualTo(unsigned);
        assertThat(ColumnType.parse(type.toString())).isEqualTo(type);
    }

    @Test
    void readsAnEnumWhoseWordsSpanLines() {
        ColumnType type = ColumnType.parse("enum('a\nb')");

        assertThat(type.base()).isEqualTo(Base.TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bigint unsigned",
                "int",
                "decimal(10,2)",
                "decimal(65,30) unsigned",
                "float unsigned",
                "double",
                "varchar(100)",
                "char(0)",
                "binary(16)",
                "datetime(6)",
                "timestamp",
                "time(3)",
                "bit(8)",
                "json"
            })
    void isWrittenAsMySqlWritesIt(String notation) {
        assertThat(ColumnType.parse(notation)).hasToString(notation);
    }

    @Test
    void aTypeThatCannotBeReadIsUnknown() {
        assertThat(ColumnType.parse("geometry")).isEqualTo(ColumnType.UNKNOWN);
        assertThat(ColumnType.parse("")).isEqualTo(ColumnType.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(Base.class)
    void onlyIntegersAreIntegers(Base base) {
        boolean integer = new ColumnType(base, false, 0, 0).isInteger();

        assertThat(integer).isEqualTo(base.name().endsWith("INT"));
    }

    @ParameterizedTest
    @EnumSource(Base.class)
    void onlyCharactersAreText(Base base) {
        boolean text = new ColumnType(base, false, 0, 0).isText();

        assertThat(text).isEqualTo(base == Base.CHAR || base == Base.VARCHAR || base == Base.TEXT);
    }
}
