package dev.featurestore.inmemory.file;

import java.util.List;

/** A data file cannot be used. The message lists what is wrong with it, each with its place in the file. */
public final class InvalidDataFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * @param file how the message names it
     * @param problems what is wrong, each with its place in the file
     * @param unlisted how many problems there are beside these
     */
    public InvalidDataFile(String file, List<String> problems, int unlisted) {
        super(message(file, problems, unlisted));
        this.problems = List.copyOf(problems);
    }

    private static String message(String file, List<String> problems, int unlisted) {
        int count = problems.size() + unlisted;
        StringBuilder message =
                new StringBuilder("Data file " + file + ": " + count).append(count == 1 ? " problem" : " problems");
        problems.forEach(
                problem -> message.append(System.lineSeparator()).append("  ").append(problem));
        if (unlisted > 0) {
            message.append(System.lineSeparator())
                    .append("  and ")
                    .append(unlisted)
                    .append(" more");
        }
        return message.toString();
    }

    /** What is wrong, such as {@code featureStores[0].id: expected an integer, got "67"}; at most 50 problems. */
    public List<String> problems() {
        return problems;
    }
}
