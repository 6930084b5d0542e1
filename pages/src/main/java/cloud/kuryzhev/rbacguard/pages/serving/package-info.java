/** The port that pages are served on, and the files that they need. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.serving;

import org.jspecify.annotations.NullMarked;
