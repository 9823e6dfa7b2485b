package dev.featurestore.inmemory;

/** The API keys of the demo data: public, and worth nothing anywhere else. */
public final class DemoApiKeys {
    /** Data owner of the projects fsdb001, fsdb002 and fraud: may read every view of the demo data. */
    public static final String MAIN = "demoKeyMain00001.demo-secret-main";

    /** Data scientist of the marketing project, with which parts of the fraud store are shared. */
    public static final String MARKETING = "demoKeyMarketing.demo-secret-marketing";

    /** Restricted member of the fraud project: one feature group, and some columns of another. */
    public static final String RESTRICTED = "demoKeyAuditor01.demo-secret-auditor";

    private DemoApiKeys() {}
}
