package dev.featurestore.web.exchange;

/**
 * How much memory a body takes at most while it is parsed and served, beside the array that it comes in. Parsing has
 * all of it once more as a text, and in the end as the texts of its values; while it reads one of these, two copies of
 * it more. Belongs to a body, and is used by one thread at a time.
 */
public final class BodyCost {
    /** What a value takes beside its text: objects, references, and the room of lists and maps. */
    private static final int BYTES_PER_VALUE = 80;

    /** Of the text that is being read, in bytes for each of its characters: the copies have two. */
    private static final int BYTES_WHILE_READ = 4;

    private long size;
    private long values;
    private long longest;

    /** Where the text or number began that is being read; while a part is added, in the array of the part. */
    private long begin;

    private boolean inText;
    private boolean escaped;

    /** Whether a character may take two bytes in memory: then all do that are in one text with it. */
    private boolean wide;

    /**
     * Adds the next part of the body. The marks that JSON puts between values tell how many there are; what follows the
     * first fault is never parsed, and may be reckoned as if it were in a text or not.
     *
     * @return how much more the body takes
     */
    public long add(byte[] body, int from, int length) {
        long before = bytes();
        int end = from + length;
        begin += from - size;
        for (int i = from; i < end; ) {
            i = inText ? throughText(body, i, end) : betweenTexts(body, i, end);
        }
        longest = Math.max(longest, end - begin);
        begin -= from - size;
        size += length;
        return bytes() - before;
    }

    private int throughText(byte[] body, int from, int end) {
        int seen = 0;
        int i = from;
        while (i < end && inText) {
            byte each = body[i++];
            seen |= each;
            if (escaped) {
                escaped = false;
            } else if (each == '"') {
                inText = false;
                endWord(i);
            } else if (each == '\\') {
                escaped = true;
                wide = true; // it may stand for any character
            }
        }
        wide |= seen < 0;
        return i;
    }

    private int betweenTexts(byte[] body, int from, int end) {
        int i = from;
        while (i < end && !inText) {
            byte each = body[i++];
            if (each == '"') {
                inText = true;
                endWord(i);
            } else if (each == ',' || each == ':' || each == '[' || each == '{') {
                values++;
                endWord(i);
            } else if (each <= ' ') {
                wide |= each < 0;
                endWord(i);
            }
        }
        return i;
    }

    private void endWord(int next) {
        longest = Math.max(longest, next - 1 - begin);
        begin = next;
    }

    private long bytes() {
        return text() + BYTES_PER_VALUE * values + whileParsed();
    }

    /** The part of it that is not needed any more when the body has been parsed. */
    public long whileParsed() {
        return text() + BYTES_WHILE_READ * longest;
    }

    private long text() {
        return wide ? 2 * size : size;
    }
}
