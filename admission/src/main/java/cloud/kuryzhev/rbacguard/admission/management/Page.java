package cloud.kuryzhev.rbacguard.admission.management;

/** What one request is answered with. */
record Page(int status, String type, String body) {

    static final Page NOT_FOUND = new Page(404, "text/plain", "");
    static final Page NOT_ALLOWED = new Page(405, "text/plain", "");
}
