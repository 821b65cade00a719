#pragma once

namespace gatehouse::test {

/// From now on the program kills itself (-9) before its write of that number, counted from 1, to any file:
/// writing, cutting, syncing, renaming and removing count. 0: never. Gives how many there were since the last
/// call. Works in programs that are linked with KillSwitch.cpp and export their symbols.
int killBeforeWrite(int number);

/// From now on no file in the folder can be removed, as on a disk that became read-only.
void keepFilesIn(const char *folder);

}
