package cloud.kuryzhev.rbacguard.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what failed in one line, and the stack trace only to those who ask for it. */
final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult arguments) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        line.getErr().println("rbac-guard: " + (failure instanceof UnusableInput ? message : failed(failure, message)));
        if (isVerbose(line)) {
            failure.printStackTrace(line.getErr());
        }
        return ExitCode.UNUSABLE;
    }

    private static String failed(Exception failure, String message) {
        return "failed: " + message + " (" + failure.getClass().getSimpleName() + "; --verbose shows where)";
    }

    private static boolean isVerbose(CommandLine line) {
        return line.getCommandSpec().root().userObject() instanceof RbacGuard root && root.verbose();
    }
}
