#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

namespace gatehouse::samples {

/// What a file of tests/data holds.
inline QByteArray dataFile(const QString &name)
{
    QFile file(QStringLiteral(GATEHOUSE_TEST_DATA "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}
