package org.saehdbw.doctor;

/**
 * One NVIDIA card.
 *
 * @param name the driver's name for it, or PyTorch's such as {@code cuda:0}
 * @param memoryMib its memory in MiB, 0 if not known
 * @param freeMib what of it is free, in MiB
 * @param capability its compute capability, such as {@code 8.6}; empty if not known
 */
public record CardFacts(String name, long memoryMib, long freeMib, String capability) {
  /** Returns the capability's first number, such as 8; -1 if not known. */
  int generation() {
    int dot = capability.indexOf('.');
    return dot < 1 ? -1 : Integer.parseInt(capability.substring(0, dot));
  }
}
