#include "store/audit/AuditBreak.h"

#include "store/StoreText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

QString textOfOne(AuditBreak::Kind kind, const QString &number, const QString &at)
{
    using enum AuditBreak::Kind;
    switch (kind) {
    case Missing:
        return StoreText::tr("Entry %1 is missing.").arg(number);
    case Altered:
        return StoreText::tr("Entry %1, of %2, is not as it was written, or not in its place.")
            .arg(number, at);
    case Unchecked:
        return StoreText::tr("Entry %1, of %2, cannot be checked without the one before it.").arg(number, at);
    case Surplus:
        return StoreText::tr("Entry %1 is behind the last that Gatehouse wrote.").arg(number);
    case Misplaced:
        return StoreText::tr("An entry has the number %1, which Gatehouse never gives.").arg(number);
    case Repeated:
        return StoreText::tr("Entry %1 is there more than once.").arg(number);
    case Unlinked:
        return StoreText::tr("Entry %1, of %2, follows on no other: when it was written, what is kept beside "
                             "the trail of its last entry (table setting, record audit_head) was damaged or "
                             "missing, or it was not Gatehouse that wrote it. Whether entries before it were "
                             "cut off cannot be told.")
            .arg(number, at);
    case Head:
        return StoreText::tr("What is kept beside the trail of its last entry (table setting, record "
                             "audit_head) is damaged or missing.");
    case Empty:
        break;
    }
    return StoreText::tr("The audit trail is empty, but there is a main administrator, whose making is "
                         "an entry.");
}

QString textOfMany(AuditBreak::Kind kind, const QString &first, const QString &last)
{
    switch (kind) {
    case AuditBreak::Kind::Missing:
        return StoreText::tr("Entries %1 to %2 are missing.").arg(first, last);
    case AuditBreak::Kind::Surplus:
        return StoreText::tr("Entries %1 to %2 are behind the last that Gatehouse wrote.").arg(first, last);
    default:
        return StoreText::tr("Entries %1 to %2 are not as they were written, or not in their places.")
            .arg(first, last);
    }
}

}

QString breakText(const AuditBreak &broken, TimeText times)
{
    const QString first = QString::number(broken.first);
    return broken.first == broken.last ? textOfOne(broken.kind, first, times(broken.at))
                                       : textOfMany(broken.kind, first, QString::number(broken.last));
}

QLatin1StringView breakName(AuditBreak::Kind kind)
{
    using enum AuditBreak::Kind;
    switch (kind) {
    case Missing:
        return "missing"_L1;
    case Altered:
        return "altered"_L1;
    case Unchecked:
        return "unchecked"_L1;
    case Surplus:
        return "surplus"_L1;
    case Misplaced:
        return "misplaced"_L1;
    case Repeated:
        return "repeated"_L1;
    case Unlinked:
        return "unlinked"_L1;
    case Head:
        return "head"_L1;
    case Empty:
        break;
    }
    return "empty"_L1;
}

}
