#include "domain/TimeText.h"

#include <QLocale>

namespace gatehouse {

QString storedTime(const QString &stored)
{
    return stored;
}

QString localTime(const QString &stored)
{
    const QDateTime time = QDateTime::fromString(stored, Qt::ISODate);
    return time.isValid() ? localTime(time) : stored;
}

QString localTime(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat) : QString();
}

}
