/// What went on at the node lately: for the explorer, for those who watch, and for monitoring.
@NullMarked
package tsunagi.app.activity;

import org.jspecify.annotations.NullMarked;
