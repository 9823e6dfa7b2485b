package dev.featurestore.web.pages;

import dev.featurestore.web.exchange.Routes;
import java.util.List;
import java.util.Map;

/**
 * The pages for people: the explorer and the reference of the API. Everything that they are made of comes from here;
 * a browser that keeps to the headers asks nobody else, runs no script that is not a file of ours, and shows them in no
 * frame. They know nothing that the API does not tell to the key that their user types in.
 */
public final class Pages {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'%s; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> EXPLORER_HEADERS = headers(String.format(POLICY, ""));

    /** The viewer's style sheet holds small pictures. */
    private static final Map<String, String> DOCS_HEADERS = headers(String.format(POLICY, " data:"));

    private static final List<String> EXPLORER = List.of(
            "answer.js",
            "api.js",
            "batch.js",
            "csv.js",
            "dom.js",
            "errors.js",
            "explorer.css",
            "favicon.svg",
            "form.js",
            "json.js",
            "main.js",
            "model.js",
            "picker.js",
            "snippets.js",
            "values.js");

    private static final List<String> DOCS = List.of(
            "docs.css", "docs.js", "swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt");

    private Pages() {}

    /** Adds the routes of the pages and of the files that they are made of. */
    public static void register(Routes routes) {
        page(routes, "/", "explorer/index.html", EXPLORER_HEADERS);
        for (String name : EXPLORER) {
            page(routes, "/explorer/" + name, "explorer/" + name, EXPLORER_HEADERS);
        }
        page(routes, "/docs", "docs/index.html", DOCS_HEADERS);
        for (String name : DOCS) {
            page(routes, "/docs/" + name, "docs/" + name, DOCS_HEADERS);
        }
    }

    private static void page(Routes routes, String path, String resource, Map<String, String> headers) {
        routes.get(path, new StaticFile(resource, headers)::send);
    }

    private static Map<String, String> headers(String policy) {
        return Map.of(
                "Content-Security-Policy", policy,
                "X-Frame-Options", "DENY",
                "Referrer-Policy", "no-referrer",
                "Cross-Origin-Opener-Policy", "same-origin",
                "Cross-Origin-Resource-Policy", "same-origin");
    }
}
