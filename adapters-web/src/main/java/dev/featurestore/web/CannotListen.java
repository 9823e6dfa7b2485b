package dev.featurestore.web;

/** The server cannot listen where it is told to: the port is taken, or the address is not this machine's. */
public final class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String host;
    private final int port;

    /** For that host and port, as they were given; the cause says why. */
    public CannotListen(String host, int port, Throwable cause) {
        super("Cannot listen on " + host + " port " + port + ": " + cause.getMessage(), cause);
        this.host = host;
        this.port = port;
    }

    /** The host as it was given. */
    public String host() {
        return host;
    }

    /** The port as it was given. */
    public int port() {
        return port;
    }
}
