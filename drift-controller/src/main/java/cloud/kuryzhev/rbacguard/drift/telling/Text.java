package cloud.kuryzhev.rbacguard.drift.telling;

import java.util.regex.Pattern;

/** What strangers may have named, made harmless for where it is shown. Names of roles may hold anything but slashes and percent signs. */
final class Text {

    /** Control, format (such as those that turn the direction of writing), unassigned and private characters, line and paragraph separators. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

    private static final Pattern INVISIBLE_BUT_LINES = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}&&[^\\n]]+");
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private Text() {}

    /** One line of at most {@code longest} characters, which mentions nobody. */
    static String line(String text, int longest) {
        String line = INVISIBLE.matcher(text).replaceAll(" ").strip();
        return cut(line, longest).replace("@", "@\u200B");
    }

    /** A code span of GitHub's Markdown, in which nothing has a meaning. */
    static String code(String text) {
        String line = cut(INVISIBLE.matcher(text).replaceAll(" "), 500);
        String fence = fence(line, 1);
        return fence + " " + line + " " + fence;
    }

    /** A fenced block of GitHub's Markdown, in which nothing has a meaning. */
    static String block(String language, String text) {
        String lines = INVISIBLE_BUT_LINES.matcher(text).replaceAll(" ");
        String fence = fence(lines, 3);
        return fence + language + "\n" + lines + (lines.endsWith("\n") ? "" : "\n") + fence + "\n";
    }

    /** Code in Slack's mrkdwn, in which nothing has a meaning. */
    static String slackCode(String text) {
        return "`" + slack(text).replace('`', '\'') + "`";
    }

    /** Lines of code in Slack's mrkdwn, in which nothing has a meaning. */
    static String slackBlock(String text) {
        String lines = cut(INVISIBLE_BUT_LINES.matcher(text).replaceAll(" ").strip(), 1_500);
        return "```\n"
                + lines.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace('`', '\'') + "\n```";
    }

    /** Text in Slack's mrkdwn: it links to nothing and calls nobody. */
    static String slack(String text) {
        return line(text, 300).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** At most {@code longest} characters. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }

    private static String fence(String text, int least) {
        int longest = BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(it -> it.end() - it.start())
                .max()
                .orElse(0);
        return "`".repeat(Math.max(least, longest + 1));
    }
}
