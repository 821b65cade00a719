#pragma once

#include "domain/Error.h"
#include "domain/Logo.h"

#include <QWidget>

#include <functional>

class QLabel;
class QMimeData;
class QPushButton;

namespace gatehouse {

class ClientDraft;
class ValidationController;

/// The logo of a client application: shows it small; a picture can be chosen, dropped or pasted. Reading and
/// decoding go on beside the GUI thread.
class LogoField : public QWidget
{
    Q_OBJECT

public:
    LogoField(ClientDraft &draft, ValidationController &validation, QWidget *parent = nullptr);

    void takeFile(const QString &path);
    /// A picture or a file with one, as it is dropped or pasted. False when there is none.
    bool take(const QMimeData &mime);

Q_SIGNALS:
    void refused(const Error &error);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    using Source = std::function<Result<Logo>()>;

    QLayout *buttons();
    void choose();
    void read(Source source);
    void offerScaled(const Logo &logo, const Error &reason);
    void store(const Logo &logo);
    void showLogo();
    void showPicture();
    /// Runs work beside the GUI thread; what comes back for a client application that is no longer open is
    /// dropped.
    template<typename T>
    void inBackground(std::function<T()> work, std::function<void(const T &)> answer);

    ClientDraft &m_draft;
    ValidationController &m_validation;
    QLabel *m_picture;
    QLabel *m_name;
    QPushButton *m_choose;
    QPushButton *m_remove;
    Logo m_shown;
};

}
