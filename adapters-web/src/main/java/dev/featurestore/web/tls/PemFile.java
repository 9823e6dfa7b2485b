package dev.featurestore.web.tls;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Reads the blocks of a PEM file (RFC 7468); what stands between them is a comment. */
final class PemFile {
    private PemFile() {}

    /** @throws UnusableCertificate if the file cannot be read, is damaged or holds no block */
    static List<PemObject> read(Path file) {
        List<PemObject> blocks = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(content(file)))) {
            for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
                blocks.add(block);
            }
        } catch (IOException | DecoderException malformed) {
            throw new UnusableCertificate(file + " is damaged: a block in it has no end, or is not base64", malformed);
        }
        if (blocks.isEmpty()) {
            throw new UnusableCertificate(file + " is not a PEM file");
        }
        return blocks;
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            throw new UnusableCertificate(file + " does not exist", missing);
        } catch (IOException unreadable) {
            throw new UnusableCertificate(file + " cannot be read", unreadable);
        }
    }
}
