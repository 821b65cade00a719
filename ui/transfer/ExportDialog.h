#pragma once

#include "services/ClientTarget.h"
#include "services/export/ClientExporter.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QRadioButton;

namespace gatehouse {

class FileField;
class ExportPreview;
class InClearPart;
class LossList;
class MessageBar;
class WorkProgress;
struct Workplace;

/// Writes client applications to a file in a chosen format, and shows what the format could not say.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// When nothing is selected, all is what is offered.
    ExportDialog(const Workplace &workplace, ClientTarget selected, QWidget *parent = nullptr);

    void reject() override;

private:
    void build();
    QLayout *buildForm();
    void loadServers();
    void showServers(const QStringList &names);
    void suggestPath();
    void showPreview();
    void start();
    void checkPlace();
    void askReplace(const QString &path);
    /// Opens what is encrypted first.
    void prepare(const QString &path);
    void write(const exporter::Request &request, const QString &path);
    const ClientFormat &format() const;
    void stop();
    void takeOutcome(const Result<QString> &outcome, const QList<Loss> &losses, const QString &path);
    void showLosses(const QList<Loss> &losses);
    void showTally(const std::optional<exporter::Tally> &tally);
    void showState();
    void remember(const QString &path);
    exporter::Request request() const;
    QString selectedText() const;

    const Workplace &m_workplace;
    ClientTarget m_target; ///< what is selected
    MessageBar *m_messages;
    QComboBox *m_format;
    QLabel *m_serverLabel;
    QComboBox *m_server; ///< for which; shown where there are servers
    QRadioButton *m_all;
    QRadioButton *m_selected;
    QLabel *m_tally; ///< how many of them will be in the file
    InClearPart *m_inClear = nullptr;
    FileField *m_file;
    ExportPreview *m_preview;
    bool m_hasExported = false; ///< what is lost is that of the file since then, not of the preview
    LossList *m_losses;
    WorkProgress *m_progress;
    QPushButton *m_export;
};

}
