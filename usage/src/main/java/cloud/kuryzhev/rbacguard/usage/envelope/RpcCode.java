package cloud.kuryzhev.rbacguard.usage.envelope;

/** The {@code google.rpc.Code}s as HTTP status codes, by the mapping in {@code google/rpc/code.proto}. */
final class RpcCode {

    private static final int LEAST_HTTP = 100;

    private RpcCode() {}

    /** The HTTP status of {@code code}, which may be one already; 500 for what is neither. */
    static int toHttp(int code) {
        return switch (code) {
            case 0 -> 200;
            case 1 -> 499;
            case 3, 9, 11 -> 400;
            case 4 -> 504;
            case 5 -> 404;
            case 6, 10 -> 409;
            case 7 -> 403;
            case 8 -> 429;
            case 12 -> 501;
            case 14 -> 503;
            case 16 -> 401;
            default -> code < LEAST_HTTP ? 500 : code;
        };
    }
}
