package cloud.kuryzhev.rbacguard.cli.scan;

import cloud.kuryzhev.rbacguard.cli.Console;

/** One way to tell the result of a scan. */
@FunctionalInterface
interface Report {

    void print(ScanResult result, Console console);
}
