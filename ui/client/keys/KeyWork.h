#pragma once

#include "secrets/CertificateTools.h"
#include "ui/common/Workplace.h"

#include <QObject>

namespace gatehouse::keywork {

/// As tasks; what comes of them is handed over once, unless `context` is gone.
void read(const Workplace &workplace, const QString &path, QObject *context,
          std::function<void(const Result<QStringList> &)> answer);
void createPair(const Workplace &workplace, ClientKeyKind kind, QObject *context,
                std::function<void(const Result<ClientKeyPair> &)> answer);

/// For its owner alone to read; no task, for those are kept to be run again.
DatabaseReply<Result<void>> save(const Workplace &workplace, const QString &path, const SecretBytes &content);

}
