/**
 * How this program reads, writes, locks and deletes files: whole or not at all, with every refusal
 * of the file system named by file and remedy.
 */
@NullMarked
package org.saehdbw.files;

import org.jspecify.annotations.NullMarked;
