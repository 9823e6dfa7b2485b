package dev.featurestore.web.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of a PEM file (RFC 7468); what stands between the blocks is a comment. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** Lines such as {@code Proc-Type: 4,ENCRYPTED}, which the older of the formats has at the top. */
    private static final Pattern HEADER = Pattern.compile("^[A-Za-z-]+: .*$", Pattern.MULTILINE);

    private final String label;
    private final boolean encrypted;
    private final byte[] der;

    private Pem(String label, boolean encrypted, byte[] der) {
        this.label = label;
        this.encrypted = encrypted;
        this.der = der;
    }

    /** Such as {@code CERTIFICATE}. */
    String label() {
        return label;
    }

    /** Whether a password is needed to read it. */
    boolean encrypted() {
        return encrypted;
    }

    /** What it holds; not to be changed. */
    byte[] der() {
        return der;
    }

    /** @throws UnusableCertificate if the file cannot be read or holds no block */
    static List<Pem> read(Path file) {
        List<Pem> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(content(file));
        while (matcher.find()) {
            blocks.add(block(file, matcher.group(1), matcher.group(2)));
        }
        if (blocks.isEmpty()) {
            throw new UnusableCertificate(file + " is not a PEM file");
        }
        return blocks;
    }

    private static Pem block(Path file, String label, String body) {
        boolean encrypted = label.equals("ENCRYPTED PRIVATE KEY") || body.contains("Proc-Type: 4,ENCRYPTED");
        String base64 = HEADER.matcher(body).replaceAll("").replaceAll("\\s", "");
        try {
            return new Pem(label, encrypted, Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException malformed) {
            throw new UnusableCertificate(file + " is damaged: a " + label + " in it is not base64", malformed);
        }
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
