#include "ui/transfer/ImportPreparation.h"

#include "services/ImportPlanner.h"
#include "services/ImportReading.h"
#include "ui/common/Workplace.h"

namespace gatehouse {

ImportPreparation::ImportPreparation(const Workplace &workplace, QObject *parent)
    : QObject(parent), m_workplace(workplace)
{
}

void ImportPreparation::prepare(const QString &path, const ImportOptions &options, const Progress &progress,
                                Prepared answer)
{
    const Source source{.file = std::make_shared<ReadFile>(),
                        .options = options,
                        .now = QDateTime::currentDateTimeUtc(),
                        .progress = progress,
                        .answer = std::move(answer),
                        .question = ++m_question};
    m_workplace.database
        .run([path, file = source.file, now = source.now](Database &) {
            return readImportFile(path, {}, now).transform([&](ReadFile &&read) { *file = std::move(read); });
        })
        .then(this, [this, source](const Result<void> &read) {
            if (source.question != m_question)
                return;
            if (read)
                takeFile(source);
            else
                source.answer(std::unexpected(read.error()));
        });
}

/// The key is asked for only where the file needs it: a keyring may wait for the person.
void ImportPreparation::takeFile(const Source &source)
{
    if (!hasSecretsInClear(source.file->content))
        return planFile(source, {});
    m_workplace
        .aside([encryption = m_workplace.encryption(), file = source.file](Database &database) {
            return secretSealing(database, encryption, file->content);
        })
        .then(this, [this, source](const Result<SecretSealing> &sealing) {
            if (source.question != m_question)
                return;
            if (sealing)
                planFile(source, *sealing);
            else
                source.answer(std::unexpected(sealing.error()));
        });
}

void ImportPreparation::planFile(const Source &source, const SecretSealing &sealing)
{
    ImportOptions options = source.options;
    options.sealing = sealing;
    m_workplace.database
        .run([options, file = source.file, now = source.now, progress = source.progress](Database &database) {
            const auto plan = ImportPlanner(database, options, now).plan(file->content, progress);
            wipeSecretsInClear(file->content);
            return plan.transform([&](const ImportPlan &planned) {
                return std::make_shared<const DryImport>(planned, now, file->format->title());
            });
        })
        .then(this, [this, source](const Result<std::shared_ptr<const DryImport>> &dry) {
            if (source.question == m_question)
                source.answer(dry);
        });
}

}
