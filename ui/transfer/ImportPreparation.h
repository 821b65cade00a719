#pragma once

#include "services/ImportPlan.h"
#include "services/Progress.h"

#include <QDateTime>
#include <QObject>

#include <functional>
#include <memory>

namespace gatehouse {

struct ReadFile;
struct SecretSealing;
struct Workplace;

/// What an import of a file would do.
struct DryImport
{
    ImportPlan plan;
    QDateTime now;
    QString formatTitle;
};

/// Reads a file and plans its import, away from the window's thread. Changes nothing.
class ImportPreparation : public QObject
{
    Q_OBJECT

public:
    ImportPreparation(const Workplace &workplace, QObject *parent);

    using Prepared = std::function<void(const Result<std::shared_ptr<const DryImport>> &)>;
    /// Only the answer to the last question comes.
    void prepare(const QString &path, const ImportOptions &options, const Progress &progress,
                 Prepared answer);
    /// No answer comes to what was asked.
    void forget() { ++m_question; }

private:
    /// A file that was read, until it is planned what becomes of it.
    struct Source
    {
        std::shared_ptr<ReadFile> file;
        ImportOptions options;
        QDateTime now;
        Progress progress;
        Prepared answer;
        quint64 question;
    };

    void takeFile(const Source &source);
    void planFile(const Source &source, const SecretSealing &sealing);

    const Workplace &m_workplace;
    quint64 m_question = 0; ///< answers to older questions are thrown away
};

}
