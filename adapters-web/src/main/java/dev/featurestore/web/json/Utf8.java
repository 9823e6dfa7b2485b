package dev.featurestore.web.json;

import dev.featurestore.domain.value.Ascii;
import dev.featurestore.web.RequestRefused;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Checks that a body is UTF-8 exactly as RFC 3629 defines it. The JSON parser is less strict: it takes overlong forms,
 * and guesses at UTF-16 and UTF-32.
 */
final class Utf8 {
    private static final int CHUNK = 1024;

    private Utf8() {}

    /** @throws RequestRefused if it is not */
    static void require(byte[] body) {
        if (body.length > 1 && (body[0] == 0 || body[1] == 0)) {
            throw RequestRefused.malformed("The body is not UTF-8: it looks like UTF-16 or UTF-32");
        }
        if (Ascii.isAscii(body)) {
            return;
        }
        if (body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF) {
            throw RequestRefused.malformed("The body begins with a byte order mark: send UTF-8 without one");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(body);
        CharBuffer out = CharBuffer.allocate(CHUNK);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        if (result.isError()) {
            throw RequestRefused.malformed("The body is not valid UTF-8 at byte " + (in.position() + 1));
        }
    }
}
