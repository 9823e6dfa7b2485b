package dev.featurestore.inmemory;

import dev.featurestore.inmemory.file.InvalidDataFile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A data file with nothing wrong, for tests that spoil it. */
final class SoundFile {
    static final String JSON = """
            {"users": [
               {"email": "ada@x.test", "apiKeys": [{"name": "serving", "key": "adasKey000000001.secret"}]},
               {"email": "bob@x.test", "apiKeys": []}],
             "projects": [
               {"name": "p", "members": {"ada@x.test": "Data owner", "bob@x.test": "Feature store restricted"}},
               {"name": "q"}],
             "featureStores": [
               {"name": "s", "id": 7, "project": "p",
                "featureGroups": [
                  {"name": "g", "version": 1, "id": 9, "primaryKey": ["k", "l"],
                   "features": [
                     {"name": "k", "type": "bigint"},
                     {"name": "l", "type": "string", "onlineType": "varchar(3)"},
                     {"name": "i", "type": "int", "onlineType": "tinyint unsigned"},
                     {"name": "m", "type": "decimal(5,2)"},
                     {"name": "d", "type": "date"},
                     {"name": "t", "type": "timestamp", "onlineType": "datetime(3)"},
                     {"name": "b", "type": "binary", "onlineType": "varbinary(2)"},
                     {"name": "f", "type": "float"},
                     {"name": "e", "type": "array<double>"},
                     {"name": "u", "type": "struct<a:int>"}],
                   "rows": [
                     [1, "a", 255, 1.50, "2022-01-24", "2022-01-24 01:02:03.5", "AQI=", 0.5, [1.5], {"a": 1}],
                     [2, "b", null, null, null, null, null, null, null, null]]},
                  {"name": "h", "version": 1, "spine": true, "features": [{"name": "k", "type": "bigint"}]},
                  {"name": "j", "version": 1, "primaryKey": ["k"], "features": [{"name": "k", "type": "bigint"}]}],
                "featureViews": [
                  {"name": "v", "version": 1,
                   "joins": [
                     {"featureGroup": "g", "version": 1, "features": ["k", "i"], "labels": ["m"]},
                     {"featureGroup": "j", "version": 1, "prefix": "j_", "on": {"k": "k"}, "features": ["k"]}]},
                  {"name": "w", "version": 1,
                   "joins": [{"featureGroup": "g", "version": 1}],
                   "features": [{"name": "d", "join": 0}],
                   "servingKeys": [{"join": 0, "feature": "k"}, {"join": 0, "feature": "l", "prefix": "0_"}]}]},
               {"name": "r", "project": "q"}],
             "shares": [
               {"featureStore": "s", "with": "q"},
               {"featureStore": "s", "featureGroup": "g", "version": 1, "with": "q", "features": ["k"]}],
             "restrictedAccess": [
               {"featureStore": "s", "featureGroup": "g", "version": 1, "user": "bob@x.test"}]}
            """;

    private SoundFile() {}

    /** What is wrong with a file of this text. */
    static List<String> problems(String json) {
        try {
            load(json);
            return List.of();
        } catch (InvalidDataFile invalid) {
            return invalid.problems();
        }
    }

    static InMemoryStore load(String json) {
        return InMemoryStore.parse("data.json", json.getBytes(StandardCharsets.UTF_8));
    }
}
