#pragma once

#include "domain/Error.h"
#include "secrets/SecretBytes.h"

#include <QFile>

namespace gatehouse::cli {

/// The terminal that the program was started on, wherever its input and output go.
class Terminal
{
public:
    Terminal();
    bool isThere() const { return m_device.isOpen(); }

    Result<QString> line(const QString &prompt);
    /// What is typed is not shown.
    Result<SecretBytes> secretLine(const QString &prompt);

private:
    QFile m_device;
};

}
