package cloud.kuryzhev.rbacguard.usage.event;

import java.util.HexFormat;

/** The escapes of RFC 8259, section 7. */
final class Escapes {

    private static final String SHORT = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";
    private static final int UNICODE = 6;

    private Escapes() {}

    /** How long the escape at {@code at} is. */
    static int length(byte[] json, int at, int end) throws Unusual {
        if (json[at] != '\\' || at + 1 >= end) {
            throw new Unusual();
        }
        if (json[at + 1] != 'u') {
            return shortLength(json[at + 1]);
        }
        for (int i = at + 2; i < at + UNICODE; i++) {
            if (i >= end || !HexFormat.isHexDigit(json[i])) {
                throw new Unusual();
            }
        }
        return UNICODE;
    }

    private static int shortLength(byte letter) throws Unusual {
        if (SHORT.indexOf(letter) < 0) {
            throw new Unusual();
        }
        return 2;
    }

    /** What a text with valid escapes means. */
    static String decode(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        int from = 0;
        for (int escape = text.indexOf('\\'); escape >= 0; escape = text.indexOf('\\', from)) {
            decoded.append(text, from, escape);
            boolean unicode = text.charAt(escape + 1) == 'u';
            from = escape + (unicode ? UNICODE : 2);
            decoded.append(
                    unicode
                            ? (char) HexFormat.fromHexDigits(text, escape + 2, from)
                            : MEANT.charAt(SHORT.indexOf(text.charAt(escape + 1))));
        }
        return decoded.append(text, from, text.length()).toString();
    }
}
