#include "ui/client/keys/KeyWork.h"

#include "services/certificates/CertificateToolsLoader.h"
#include "services/certificates/ClientKeyFile.h"
#include "services/export/OutputFile.h"

#include <QCoreApplication>

namespace gatehouse::keywork {

namespace {

struct KeyWorkText
{
    Q_DECLARE_TR_FUNCTIONS(KeyWork)
};

/// What a task made, until it is handed over; it goes with the object that waits for it.
template<typename Value>
struct Handover : QObject
{
    using QObject::QObject;
    std::shared_ptr<std::optional<Value>> made = std::make_shared<std::optional<Value>>();
};

/// Runs `work()` as a task, which itself keeps nothing of what comes of it.
template<typename Value>
void start(const Workplace &workplace, const QString &title, const QString &outcome, QObject *context,
           std::function<Result<Value>()> work, std::function<void(const Result<Value> &)> answer)
{
    const std::weak_ptr made = (new Handover<Value>(context))->made;
    const auto run = [work = std::move(work), outcome, made](const Progress &) -> Result<QString> {
        return work().transform([&](const Value &value) {
            if (const auto waiting = made.lock())
                *waiting = value;
            return outcome;
        });
    };
    workplace.tasks.start({title, run, false}, context,
                          [answer = std::move(answer), made](const Result<QString> &ended) {
                              if (!ended)
                                  return answer(std::unexpected(ended.error()));
                              answer(*std::exchange(*made.lock(), std::nullopt));
                          });
}

}

void read(const Workplace &workplace, const QString &path, QObject *context,
          std::function<void(const Result<QStringList> &)> answer)
{
    start<QStringList>(
        workplace, KeyWorkText::tr("Add key from file"), KeyWorkText::tr("\"%1\" was read.").arg(path),
        context, [path] { return clientkeyfile::read(path); }, std::move(answer));
}

void createPair(const Workplace &workplace, ClientKeyKind kind, QObject *context,
                std::function<void(const Result<ClientKeyPair> &)> answer)
{
    start<ClientKeyPair>(
        workplace, KeyWorkText::tr("Generate key pair"), KeyWorkText::tr("A key pair was generated."),
        context,
        [kind] {
            return certificateTools().and_then(
                [kind](CertificateTools *tools) { return tools->createPair(kind); });
        },
        std::move(answer));
}

DatabaseReply<Result<void>> save(const Workplace &workplace, const QString &path, const SecretBytes &content)
{
    return workplace.aside([path, content, settings = workplace.settings](Database &database) {
        return NeededFiles::of(database, settings).and_then([&](const NeededFiles &needed) {
            return OutputFile::write(path, needed, OutputFile::Readers::OwnerAlone, viewOf(content),
                                     QDeadlineTimer(OutputFile::usualPatience));
        });
    });
}

}
