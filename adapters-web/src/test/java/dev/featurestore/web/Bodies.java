package dev.featurestore.web;

/** Request bodies. */
public final class Bodies {
    /** What names the view; more members follow. */
    public static final String VIEW =
            "'featureStoreName':'fsdb002','featureViewName':'sample_2','featureViewVersion':1".replace('\'', '"');

    private Bodies() {}

    /** A request for one vector, with apostrophes for quotes. */
    public static String single(String entries) {
        return withView("'entries':" + entries);
    }

    /** Names the view, and has these members too, with apostrophes for quotes. */
    public static String withView(String members) {
        return "{" + VIEW + "," + members.replace('\'', '"') + "}";
    }

    /** JSON with apostrophes for quotes. */
    static String json(String text) {
        return text.replace('\'', '"');
    }
}
