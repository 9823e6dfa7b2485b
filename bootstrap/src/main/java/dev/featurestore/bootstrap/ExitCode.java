package dev.featurestore.bootstrap;

/** How the program ends. */
enum ExitCode {
    /** It did what was asked, and was asked to stop. */
    STOPPED(0),
    /** The command line or the configuration is wrong; nothing was started. */
    BAD_CONFIGURATION(1),
    /** It could not start: a port is taken, a certificate cannot be read. */
    COULD_NOT_START(2);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
